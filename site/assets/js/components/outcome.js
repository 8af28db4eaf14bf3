/** What an act on many dates came to, where the screen begins and with the focus on it: what is done, then what is not and why. */
import { fill, part } from "../base/parts.js";
import { screen } from "../base/screens.js";

/**
 * Answers `tell({title, text, refused, pay, undo, failed})`; `refused`: sentences; `pay`: an invoice to pay now; `undo`: a button that takes
 * the act back; `failed`: nothing was done at all.
 */
export function outcome(root) {
  root.querySelector("button").addEventListener("click", () => {
    root.hidden = true;
    document.getElementById("contenu").focus();
  });
  let offered;
  return ({ title, text, refused = [], pay, undo, failed = false }) => {
    fill(root, { title, text });
    const link = part(root, "pay");
    offered?.remove();
    offered = undo;
    if (undo) link.after(undo);
    link.hidden = !pay;
    link.href = screen("facture", { id: pay });
    part(root, "refused").replaceChildren(
      ...refused.map((sentence) => {
        const item = document.createElement("li");
        item.textContent = sentence;
        return item;
      }),
    );
    root.className = `alert outcome alert-${failed ? "bad" : refused.length ? "warn" : "good"}`;
    root.hidden = false;
    root.focus();
  };
}
