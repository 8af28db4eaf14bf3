/** *Garder la réservation*: who touched a booked cell only to read it takes the cancellation out again, in the line below the week. */
import { keyOf } from "../planning/cells.js";
import { part } from "../base/parts.js";

/** `root`: the line (components/week-line.js), which tells of `cell`; what it tells next takes the button away. `clicked(cell)`: as a touch of it. */
export function keepBooking(root, cell, clicked) {
  const keep = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet week-keep",
    textContent: "Garder la réservation",
  });
  keep.onclick = () => {
    document.querySelector(`.cell[data-key="${keyOf(cell)}"]`).focus({ preventScroll: true });
    clicked(cell);
  };
  part(root, "says").append(" ", keep);
}
