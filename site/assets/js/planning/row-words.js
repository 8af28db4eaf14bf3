/** What a row of the week says once for its cells: their price, or from which to which, and the instant of the one that closes first. */
import { money } from "../base/french.js";
import { clickOn } from "./cells.js";
import { msUntil } from "./clock.js";
import { minutesLeft, shortly } from "./words.js";

/** What is booked and stays, besides what can be clicked: their cells say a price. */
const PRICED = ["locked", "can_wait", "waiting"];

/** `{text, soon}` of a row's cells: « 0,96 € · demain 20 h », « 2,30 à 3,40 € »; `soon`: within the hour. `stateOf(cell)`: its state, clicks included. */
export function dueWords(cells, stateOf, today) {
  const [next] = cells
    .filter((cell) => cell.until && clickOn(stateOf(cell)) && msUntil(cell.until) > 0)
    .sort((one, other) => msUntil(one.until) - msUntil(other.until));
  const known = cells.filter(({ price_cents: cents }) => cents !== null);
  const offered = known.filter((cell) => clickOn(stateOf(cell)) || PRICED.includes(stateOf(cell)));
  const prices = (offered.length ? offered : known).map(({ price_cents: cents }) => cents);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  const left = next && minutesLeft(msUntil(next.until));
  const parts = [
    prices.length && (least < most ? `${money(least).slice(0, -2)} à ${money(most)}` : money(most)),
    next && (left ? `dans ${left}` : shortly(next.until, today)),
  ];
  return { text: parts.filter(Boolean).join(" · "), soon: Boolean(left) };
}
