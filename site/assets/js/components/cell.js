/** One cell of the week: a button where a click does something, text where it does not. */
import { isComing, keyOf } from "../planning/cells.js";
import { clone, fill, part } from "../base/parts.js";
import { hasClick } from "../planning/waiting.js";
import { longDay } from "../base/days-and-hours.js";

/**
 * Show a cell in its holder (<td> or <li>). `names`: `{child, service}`; `words`: of cell-words.js; `sending`: not answered yet.
 * Keeps the element, and the focus that may be on it, when it can.
 */
export function showCell(holder, cell, { state, names, words, sending, readOnly }) {
  const kind = hasClick(state) ? "button" : "p";
  let element = holder.firstElementChild;
  if (element?.localName !== kind) {
    const focused = element !== null && element === document.activeElement;
    element = clone(kind === "button" ? "cell-button" : "cell-text");
    element.dataset.key = keyOf(cell);
    holder.replaceChildren(element);
    if (focused) element.focus();
  }
  const inTable = holder.localName === "td";
  // A table gives each its line, and text that is no button says its note instead of its word.
  const mark = kind === "button" && !inTable ? markOf(words) : "";
  fill(element, { service: names.service, word: words.word + mark, price: words.price, note: words.note });
  part(element, "sign").setAttribute("href", `#sign-${words.sign}`);
  element.dataset.state = words.look;
  element.classList.toggle("cell-soon", words.soon);
  if (kind === "p") {
    // The sentence says it again.
    part(element, "word").setAttribute("aria-hidden", Boolean(words.note));
    return;
  }
  element.classList.toggle("cell-sending", sending);
  element.setAttribute("aria-pressed", isComing(state) || state === "waiting");
  element.disabled = readOnly;
  // What one sees comes first, in its order: who speaks to the screen says that.
  const seen = [!inTable && names.service, words.price, words.word + mark, words.note].filter(Boolean).join(" ");
  const about = [names.child, inTable && names.service, longDay(cell.date)].filter(Boolean).join(", ");
  element.setAttribute("aria-label", `${seen}, ${about}`);
}

/** Between a word and its note, which are read in one go: « Réservable jusqu’à jeudi » goes on, « Réservé, annulable » does not. */
function markOf({ note, mark }) {
  if (!note || note.startsWith("jusqu")) return "";
  return mark ?? ",";
}
