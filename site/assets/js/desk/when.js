/** Instants as somebody at a desk says them: « aujourd’hui à 8 h 52 », « hier à 21 h 10 », « mardi 24 novembre ». The town's own clock is in the text. */
import { longDay, saidHour } from "../base/days-and-hours.js";

let ahead = 0;

/** The server says what time it is: a device's clock may be a day off. */
export function tellNow(instant) {
  ahead = Date.parse(instant) - Date.now();
}

/** `at`: an instant with the town's offset, as the API sends it. */
export function sinceWhen(at, now = new Date(Date.now() + ahead)) {
  const [day, said] = [at.slice(0, 10), saidHour(at.slice(11, 16))];
  const here = dayThere(at, now);
  if (day === here) return `aujourd’hui à ${said}`;
  if (day === dayThere(at, new Date(now.getTime() - 86_400_000))) return `hier à ${said}`;
  return longDay(day);
}

/** The day in the town, `days` after today, by the offset that `at` carries. */
export const townDay = (at, days, now = new Date(Date.now() + ahead)) =>
  dayThere(at, new Date(now.getTime() + days * 86_400_000));

/** The day that the town's clock shows at `now`, by the offset that `at` carries. */
function dayThere(at, now) {
  const shift = Date.parse(`${at.slice(0, 19)}Z`) - Date.parse(at);
  return new Date(now.getTime() + shift).toISOString().slice(0, 10);
}
