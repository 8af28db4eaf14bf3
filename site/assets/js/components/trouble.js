/** Says that something could not be done, and offers to try again: templates/components/trouble.html. */
import { fill } from "../base/parts.js";

const root = document.getElementById("trouble");
const retry = root.querySelector("[data-retry]");

/** `again`: what the button does; without it, and for what is not there at all, there is no button. `stay`: the focus is not moved there. */
export function showTrouble(problem, again, { stay = false } = {}) {
  const { title, message } = problem.title
    ? problem
    : { title: "Un problème est survenu", message: "Réessayez dans un instant." };
  fill(root, { title, text: message });
  retry.hidden = !again || problem.code === "not_found";
  retry.onclick = () => {
    hideTrouble();
    again();
  };
  root.hidden = false;
  if (!stay) root.focus();
}

export function hideTrouble() {
  root.hidden = true;
}
