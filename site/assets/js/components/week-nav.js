/** The week shown, its title, and the way to others. */
import { addDays, mondayOf, weekNumber } from "../planning/days.js";
import { slashed } from "../planning/words.js";

/** "Semaine 3 du 14/01/2019 au 18/01/2019", of a Monday. */
export const weekTitle = (monday) => `Semaine ${weekNumber(monday)} du ${slashed(monday)} au ${slashed(addDays(monday, 4))}`;

/** `go(monday)`: show that week; null for today's. */
export function weekNav(root, go) {
  const title = root.querySelector("[data-part=title]");
  const buttons = [...root.querySelectorAll("[data-step]")];
  let shown;
  root.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-step]")?.dataset.step;
    if (step) go(step === "0" ? null : addDays(shown, Number(step)));
  });
  return {
    /** `today`: null until the server has said it. */
    show(monday, { today, readOnly }) {
      shown = monday;
      title.textContent = weekTitle(monday);
      for (const button of buttons) button.disabled = readOnly;
      const current = today && mondayOf(today) === monday;
      buttons.find(({ dataset }) => dataset.step === "0").toggleAttribute("aria-current", current);
    },
  };
}
