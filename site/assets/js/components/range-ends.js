/** Until when, in one click: the month, the next holidays, the school year. */
import { beforeHolidays, schoolYearEnd } from "../planning/holidays.js";
import { addDays, mondayOf } from "../planning/days.js";
import { monthEnd } from "../planning/months.js";

export const UNKNOWN = "Le calendrier scolaire de cette période n’est pas encore connu : choisissez une date.";

const ENDS = {
  week: (path, from) => addDays(mondayOf(from), 6),
  month: (path, from) => monthEnd(from),
  holidays: beforeHolidays,
  year: schoolYearEnd,
};

/** The last day of what begins on `from`: of its week, of its month, before the next holidays, of the school year; null where it is not known. */
export const endOf = (until, store, from) => ENDS[until](store.path("planning"), from);

/** `told(error)`: why no date could be set, or null. */
export function rangeEnds(form, store, told) {
  const { start, end } = form.elements;
  form.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-until]");
    if (!button) return;
    button.setAttribute("aria-busy", true);
    try {
      const day = await endOf(button.dataset.until, store, start.value || store.planning.today);
      if (day) end.value = day;
      told(day ? null : UNKNOWN);
    } catch (problem) {
      told(problem.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
