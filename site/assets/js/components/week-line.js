/** The line under the week of a phone: all that there is to say of the cell that was touched last, whose own place holds a sign alone. */
import { fill } from "../base/parts.js";
import { hasClick } from "../planning/waiting.js";
import { longDay } from "../base/days-and-hours.js";
import { markOf } from "./cell.js";

/**
 * Answers `show(cell, look, touched)`, `look` as of cell.js; `show(null)` empties it. Read out to who touched the cell; what becomes of it
 * later is written here and said once, by base/announce.js. It does not change as minutes pass. `clicked(cell)`: what a touch of the cell does.
 */
export function weekLine(root, clicked) {
  let told = "";
  return (cell, look, touched = false) => {
    const now = cell && [look.state, cell.sentence, cell.date, cell.service, cell.child].join(" ");
    if (now === told) return;
    told = now;
    root.setAttribute("aria-live", touched ? "polite" : "off");
    fill(root, cell ? saying(cell, look) : { what: "", says: "" });
    // Few cancel by touching: the way back comes then, where the thumb is.
    if (look?.state === "cancel_in_basket")
      import("./keep-booking.js").then(
        ({ keepBooking }) => told === now && keepBooking(root, cell, clicked),
        () => {},
      );
  };
}

function saying({ date }, { state, names, words }) {
  const about = hasClick(state) ? `${words.word}${markOf(words)} ${words.note ?? ""}` : words.note || words.word;
  return {
    what: `${names.service}, ${names.child}, ${longDay(date)} :`,
    says: [words.price, about.trim()].filter(Boolean).join(" – "),
  };
}
