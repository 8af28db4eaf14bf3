/** What a planning shows of a week: the days across, each child's services down. */
import { addDays } from "./days.js";

/** The planning of its first week alone: the days around it were read for their limits. */
export function firstWeek(planning) {
  const sunday = addDays(planning.start, 6);
  const inWeek = ({ date }) => date >= planning.start && date <= sunday;
  return { ...planning, days: planning.days.filter(inWeek), cells: planning.cells.filter(inWeek) };
}

/** Its days with something to show: Saturday and Sunday only where something opens. */
export function shownDays({ days, cells }) {
  const dates = new Set(cells.map(({ date }) => date));
  return days.filter(({ date }, index) => index < 5 || dates.has(date));
}

/**
 * `{days: [{date, closed}], children: [{id, first_name, services}]}`; `child` is an id, or null for all of them. No child where
 * nothing opens all week.
 */
export function weekOf(planning, child) {
  const { children, services, cells } = planning;
  const days = shownDays(planning);
  if (cells.every(({ state }) => state === "closed")) return { days, children: [] };
  const used = new Set(cells.map((cell) => `${cell.child} ${cell.service}`));
  return {
    days,
    children: children
      .filter(({ id }) => !child || id === child)
      .map(({ id, first_name }) => ({
        id,
        first_name,
        services: services.filter(({ code }) => used.has(`${id} ${code}`)),
      }))
      .filter((shown) => shown.services.length),
  };
}
