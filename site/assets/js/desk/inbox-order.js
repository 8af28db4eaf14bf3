/** In which order one answers: what is about today or tomorrow first, the nearest day before; then the oldest, as the server sends them. */
import { townDay } from "./when.js";

/** `entries`: the oldest first. */
export function dueFirst(entries, now) {
  // A day gone by presses no more: a proof of last week waits its turn.
  const pressing = entries.filter(({ due, at }) => due && due >= townDay(at, 0, now) && due <= townDay(at, 1, now));
  pressing.sort((one, other) => one.due.localeCompare(other.due));
  return [...pressing, ...entries.filter((entry) => !pressing.includes(entry))];
}
