/** What a month holds for each child: what is booked, and what the basket would change. */
import { weekdayOf } from "./days.js";
import { daysBetween } from "./months.js";
import { money } from "../base/french.js";

/** Shown states, and how they are said. */
const STATES = {
  validated: "validée",
  locked: "validée",
  in_basket: "dans le panier",
  requested: "demandée",
  cancel_requested: "annulation demandée",
  cancel_in_basket: "à annuler",
  waiting: "liste d’attente",
  called_off: "n’a pas lieu",
};
/** The child will not come: the server says whether that is billed. */
const ABSENT = ["validated", "locked"];

/**
 * `[{id, name, sums: [[service name, count]], besides_cents, days: [{date, weekday, items: [{service, state, said}]}]}]`.
 * `stateOf(cell)`: the state to show. Every day from Monday to Friday is there; Saturdays and Sundays where something is.
 */
export function monthOf({ start, end, children, services, cells, besides = [] }, stateOf) {
  const names = new Map(services.map(({ code, name, short }) => [code, short ?? name]));
  const items = new Map();
  for (const cell of cells) {
    const state = stateOf(cell);
    // What the town called off concerns who had booked it: such a cell has a price.
    if (!(state in STATES) || (state === "called_off" && cell.price_cents === null)) continue;
    const key = `${cell.child} ${cell.date}`;
    const item = { service: names.get(cell.service), state, said: STATES[state] };
    if (cell.absent && ABSENT.includes(state)) Object.assign(item, { state: "absent", said: small(cell.word) });
    items.set(key, [...(items.get(key) ?? []), item]);
  }
  for (const { child, date, label, amount_cents: cents } of besides) {
    const key = `${child} ${date}`;
    items.set(key, [...(items.get(key) ?? []), { service: label, state: "besides", said: money(cents), cents }]);
  }
  return children.map(({ id, first_name: name }) => {
    const days = daysBetween(start, end)
      .map((date) => ({ date, weekday: weekdayOf(date), items: items.get(`${id} ${date}`) ?? [] }))
      .filter((day) => day.weekday < 6 || day.items.length);
    const besides_cents = days.flatMap((day) => day.items).reduce((total, { cents = 0 }) => total + cents, 0);
    return { id, name, sums: sumsOf(days), besides_cents, days };
  });
}

const small = (word) => word[0].toLowerCase() + word.slice(1);

const NOT_COUNTED = ["cancel_in_basket", "waiting", "called_off", "absent", "besides"];

/** How many of each service are validated or asked for. */
function sumsOf(days) {
  const sums = new Map();
  for (const { service, state } of days.flatMap(({ items }) => items)) {
    if (!NOT_COUNTED.includes(state)) sums.set(service, (sums.get(service) ?? 0) + 1);
  }
  return [...sums];
}
