/**
 * Days and weeks. A day is its ISO date ("2026-11-24"); arithmetic runs in UTC, where no clock ever changes.
 */
const DAY_MS = 86_400_000;

const at = (day) => Date.parse(`${day}T00:00Z`);
const dayOf = (ms) => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day, more) => dayOf(at(day) + more * DAY_MS);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day) => new Date(at(day)).getUTCDay() || 7;

export const mondayOf = (day) => addDays(day, 1 - weekdayOf(day));

/** ISO 8601: a week is of the year its Thursday is of. */
export function weekNumber(day) {
  const thursday = addDays(mondayOf(day), 3);
  return Math.floor((at(thursday) - at(`${thursday.slice(0, 4)}-01-01`)) / DAY_MS / 7) + 1;
}

/** "2026-W47", as addresses carry it. */
export function weekName(day) {
  const year = addDays(mondayOf(day), 3).slice(0, 4);
  return `${year}-W${String(weekNumber(day)).padStart(2, "0")}`;
}

/** The Monday of "2026-W47"; null when there is no such week. */
export function mondayOfWeek(name) {
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(name ?? "") ?? [];
  if (!year) return null;
  const monday = addDays(mondayOf(`${year}-01-04`), (week - 1) * 7);
  return weekName(monday) === name ? monday : null;
}
