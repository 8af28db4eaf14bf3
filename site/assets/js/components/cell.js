/** One cell of the week: a button where a click does something, or where it tells why none does. */
import { isComing, keyOf } from "../planning/cells.js";
import { clone, fill, part } from "../base/parts.js";
import { hasClick } from "../planning/waiting.js";
import { longDay, NO_BREAK } from "../base/days-and-hours.js";

/**
 * Show a cell in its holder (<td> or <li>). `names`: `{child, service}`; `words`: of cell-words.js; `sending`: not answered yet.
 * Keeps the element, and the focus that may be on it, when it can.
 */
export function showCell(holder, cell, { state, names, words, sending, readOnly }) {
  const inTable = holder.localName === "td";
  const clicked = hasClick(state);
  // A table may show no more than a sign: what cannot be changed is touched there to be told.
  const kind = clicked || inTable ? "button" : "p";
  let element = holder.firstElementChild;
  if (element?.localName !== kind) {
    const focused = element !== null && element === document.activeElement;
    element = clone(kind === "button" ? "cell-button" : "cell-text");
    element.dataset.key = keyOf(cell);
    holder.replaceChildren(element);
    if (focused) element.focus();
  }
  // A table gives each its line, and what is not clicked says its note instead of its word.
  const mark = clicked && !inTable ? markOf(words) : "";
  const note = inTable && !clicked ? goingOn(words) : words.note;
  fill(element, { service: names.service, word: words.word + mark, price: words.price, note });
  part(element, "sign").setAttribute("href", `#sign-${words.sign}`);
  element.dataset.state = words.look;
  element.classList.toggle("cell-soon", words.soon);
  if (kind === "p") {
    // The sentence says it again.
    part(element, "word").setAttribute("aria-hidden", Boolean(words.note));
    return;
  }
  element.classList.toggle("cell-sending", sending);
  if (clicked) element.setAttribute("aria-pressed", isComing(state) || state === "waiting");
  else element.removeAttribute("aria-pressed");
  // Not `disabled`: what cannot be clicked is still reached, and says why.
  element.setAttribute("aria-disabled", readOnly || !clicked);
  // What one sees comes first, in its order: who speaks to the screen says that.
  const seen = [!inTable && names.service, words.price, words.word + mark, note].filter(Boolean).join(" ");
  const about = [names.child, inTable && names.service, longDay(cell.date)].filter(Boolean).join(", ");
  element.setAttribute("aria-label", `${seen}${seen.endsWith(".") ? "" : ","} ${about}`);
}

/** Between a word and its note, which are read in one go: « Réservable jusqu’à jeudi » goes on, « Réservé, annulable » does not. */
export function markOf({ note, mark }) {
  if (!note || note.startsWith("jusqu")) return "";
  return mark ?? ",";
}

/** A sentence that begins with the word above it goes on from there: « Réservé », « Trop tard pour annuler… ». A narrow cell breaks a telephone number. */
const goingOn = ({ word, note }) =>
  note && (note.startsWith(word) ? note.slice(word.length).replace(/^[\s.:,]+/, "") : note).replaceAll(NO_BREAK, " ");
