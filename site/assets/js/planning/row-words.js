/** What a row of the week says once for its cells: the price and the instant of the one that closes first. */
import { money } from "../base/french.js";
import { clickOn } from "./cells.js";
import { msUntil } from "./clock.js";
import { minutesLeft, shortly } from "./words.js";

/** `{text, soon}` of a row's cells: « 0,96 € · demain 20 h »; `soon`: within the hour. `stateOf(cell)`: its state, clicks included. */
export function dueWords(cells, stateOf, today) {
  const [next] = cells
    .filter((cell) => cell.until && clickOn(stateOf(cell)) && msUntil(cell.until) > 0)
    .sort((one, other) => msUntil(one.until) - msUntil(other.until));
  const priced = next ?? cells.find(({ price_cents: cents }) => cents !== null);
  const left = next && minutesLeft(msUntil(next.until));
  const parts = [
    priced && priced.price_cents !== null && money(priced.price_cents),
    next && (left ? `dans ${left}` : shortly(next.until, today)),
  ];
  return { text: parts.filter(Boolean).join(" · "), soon: Boolean(left) };
}
