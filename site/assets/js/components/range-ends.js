/** Until when, in one click: the month, the next holidays, the school year. */
import { beforeHolidays, schoolYearEnd } from "../planning/holidays.js";
import { monthEnd } from "../planning/months.js";

const UNKNOWN = "Le calendrier scolaire de cette période n’est pas encore connu : choisissez une date.";

/** `told(error)`: why no date could be set, or null. */
export function rangeEnds(form, store, told) {
  const { start, end } = form.elements;
  const ends = { month: (path, from) => monthEnd(from), holidays: beforeHolidays, year: schoolYearEnd };
  form.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-until]");
    if (!button) return;
    button.setAttribute("aria-busy", true);
    try {
      const day = await ends[button.dataset.until](store.path("planning"), start.value || store.planning.today);
      if (day) end.value = day;
      told(day ? null : UNKNOWN);
    } catch (problem) {
      told(problem.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}
