/** Keys of the list: arrows go from row to row, Space is the button's own tap, `l` opens the row at the late adult, `/` looks for a child. */
import { keys } from "../base/desk-keys.js";

const current = () => document.activeElement?.closest(".attend-row");

/** `late(element)`: opens a row; `find`: the field. */
export function arrowKeys(place, { late, find }) {
  const inView = () => [...place.querySelectorAll(".attend-row:not([hidden]) [data-part=state]")];

  function step(by) {
    const buttons = inView();
    const at = buttons.indexOf(current()?.querySelector("[data-part=state]"));
    buttons[at < 0 ? 0 : at + by]?.focus();
  }

  const across = () => getComputedStyle(place).gridTemplateColumns.split(" ").length;
  keys({
    ArrowDown: ["L’enfant au-dessous", () => step(across())],
    ArrowUp: ["L’enfant au-dessus", () => step(-across())],
    ArrowRight: ["L’enfant suivant", () => step(1)],
    ArrowLeft: ["L’enfant précédent", () => step(-1)],
    l: ["Noter le retard d’un adulte", () => current() && late(current())],
    "/": ["Chercher ou ajouter un enfant", () => find.focus()],
  });
}
