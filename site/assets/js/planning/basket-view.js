/** The basket as the screen shows it: what the server holds and, over it, what was clicked and is not answered yet. */
import { keyOf } from "./cells.js";
import { count } from "./calendar-words.js";

/** What validating them adds to the invoices. */
export const sum = (lines) => lines.reduce((total, line) => total + amountOf(line), 0);

/** What validating a line adds to the invoices: nothing when it can no longer be validated, or when the town decides. */
const amountOf = ({ action, price_cents, problem, on_request }) =>
  problem || on_request ? 0 : action === "cancel" ? -price_cents : price_cents;

/** `{lines, expired, total_cents}` */
export function basketView({ planning, pending }) {
  const lines = new Map(planning.basket.lines.map((line) => [keyOf(line), line]));
  for (const { slot, line } of pending.values()) {
    if (line) lines.set(keyOf(slot), line);
    else lines.delete(keyOf(slot));
  }
  const all = [...lines.values()].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const total_cents = planning.basket.total_cents + sum(all) - sum(planning.basket.lines);
  const expired = (planning.basket.expired ?? []).filter((line) => !pending.has(keyOf(line)));
  return { lines: all, expired, total_cents };
}

/** "1 demande a expiré", "2 demandes ont expiré" */
export const expiredWords = (number) => count(number, "demande a expiré", "demandes ont expiré");
