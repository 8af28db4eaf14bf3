/** Months of days, as days.js has them. */
import { addDays } from "./days.js";

/** From `first` to `last`, both included. */
export function daysBetween(first, last) {
  const days = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

export const monthStart = (day) => `${day.slice(0, 7)}-01`;

export const monthEnd = (day) => addDays(addMonths(monthStart(day), 1), -1);

/** The first of the month, `count` months from the one of `day`. */
export function addMonths(day, count) {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
}
