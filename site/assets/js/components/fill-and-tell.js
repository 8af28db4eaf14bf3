/** One click for many days, said where the screen begins, with *Annuler*: what was put in the basket leaves it again. */
import { change } from "../planning/change.js";
import { rangeWords } from "../planning/range-words.js";

/** Slots that one request names. */
const AT_ONCE = 700;

/** `view`: as planning-screen.js answers it; `how` and `asked`: as `change` takes them. */
export async function fillAndTell(view, how, asked) {
  const { acts, tell, nameOf, failed } = view;
  try {
    const answer = await change(acts, how, asked);
    const put = slotsOf(answer.put ?? {});
    const undo = undoOf(view, "Ce qui venait d’être mis dans le panier en est retiré.", async () => {
      for (let at = 0; at < put.length; at += AT_ONCE)
        await change(acts, "changes", { remove: put.slice(at, at + AT_ONCE) });
    });
    tell({ ...rangeWords(answer, nameOf), offers: put.length ? [undo] : [] });
  } catch (problem) {
    failed(problem);
  }
}

/** The button *Annuler*. `undo()` takes back what is told; `said`: what is told then. While no answer comes, the button stays. */
export function undoOf({ tell }, said, undo) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: "Annuler",
  });
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", true);
    try {
      await undo();
      tell({ title: "C’est annulé", text: said });
    } catch ({ title, message }) {
      button.removeAttribute("aria-busy");
      tell({ title, text: message, failed: true, offers: [button] });
    }
  });
  return button;
}

/** `{clara: {cantine: ["2026-11-30"]}}` → slots. */
const slotsOf = (put) =>
  Object.entries(put).flatMap(([child, services]) =>
    Object.entries(services).flatMap(([service, dates]) => dates.map((date) => ({ child, service, date }))),
  );
