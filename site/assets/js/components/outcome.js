/** What an act on many dates came to, where the screen begins and with the focus on it: what is done, then what is not and why. */
import { fill, part } from "../base/parts.js";
import { screen } from "../base/screens.js";

/**
 * Answers `tell({title, text, refused, pay, failed})`; `refused`: sentences; `pay`: an invoice to pay now; `failed`: nothing was done at all.
 * What was offered to take the act before back (`data-undo`) goes.
 */
export function outcome(root) {
  root.querySelector("button").addEventListener("click", () => {
    root.hidden = true;
    document.getElementById("contenu").focus();
  });
  return ({ title, text, refused = [], pay, failed = false }) => {
    fill(root, { title, text });
    const link = part(root, "pay");
    root.querySelector("[data-undo]")?.remove();
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
