/** When the next school holidays begin, as the commune's own planning tells it. */
import { get } from "../base/api.js";
import { addDays } from "./days.js";

/** Days that one planning may hold. */
const SPAN = 42;
/** School never runs longer than this many plannings without holidays. */
const SPANS = 3;

/** States of what is over, too late, or does not take place. */
const OVER = ["closed", "called_off", "late", "locked"];

/**
 * The last day before the next school holidays, from `day` on; null when the planning does not say. Those before which nothing more
 * can be done are not the next ones: on their eve, a parent books until the following. `path`: of the planning.
 */
export async function beforeHolidays(path, day) {
  let atSchool = false;
  for (let start = day, span = 0; span < SPANS; span += 1, start = addDays(start, SPAN)) {
    const { days, cells } = await get(path, { start, end: addDays(start, SPAN - 1) });
    const open = new Set(cells.filter(({ state }) => !OVER.includes(state)).map(({ date }) => date));
    for (const { date, closed } of days) {
      // Holidays under way are not the next ones.
      atSchool ||= open.has(date);
      if (atSchool && closed?.startsWith("Vacances")) return addDays(date, -1);
    }
  }
  return null;
}

/** The last day of the school year that `day` is in, or before; null when the planning does not say. */
export function schoolYearEnd(path, day) {
  const [year, month] = day.split("-").map(Number);
  return beforeHolidays(path, `${month < 7 ? year : year + 1}-06-20`);
}
