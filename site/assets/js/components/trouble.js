/** Says that something could not be done, and offers to try again: templates/components/trouble.html. */
import { fill } from "../base/parts.js";

const root = document.getElementById("trouble");
const title = root.querySelector("[data-part=title]");
const retry = root.querySelector("[data-retry]");

/** `again`: what the button does; without it, and for what is not there at all, there is no button. `stay`: the focus is not moved there. */
export function showTrouble(problem, again, { stay = false } = {}) {
  const told = problem.title ? problem : { title: "Un problème est survenu", message: "Réessayez dans un instant." };
  fill(root, { title: told.title, text: told.message });
  // In place of a screen whose heading came to nothing, it is the heading.
  const isAlone = ![...document.querySelectorAll("h1")].some((heading) => heading.getClientRects()[0]);
  for (const [name, value] of Object.entries({ role: "heading", "aria-level": "1" }))
    if (isAlone) title.setAttribute(name, value);
    else title.removeAttribute(name);
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
