/** *Annuler cette validation*: for ten minutes what was just validated is undone, under the rules of then. */
import { post } from "../base/writes.js";

const WITHIN_MS = 600_000;

/**
 * A button that undoes `acts`, which were about `lines`; `path`: makes addresses of the family's; it goes after ten minutes, and once it was pressed. `done(answer)`: what the API says
 * is undone and what is not; `failed(problem)`.
 */
export function undoButton(path, { acts, lines }, { text, done, failed }) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: text,
  });
  const gone = setTimeout(() => button.remove(), WITHIN_MS);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      const slots = lines.map(({ child, service, date }) => ({ child, service, date }));
      const answer = await post(path("bookings", "undo"), { acts, slots });
      clearTimeout(gone);
      button.remove();
      done(answer);
    } catch (problem) {
      button.removeAttribute("aria-busy");
      failed(problem);
    }
  });
  return button;
}
