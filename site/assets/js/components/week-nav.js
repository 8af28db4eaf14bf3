/** The week shown, its title, and the way to others. */
import { addDays, mondayOf, weekNumber } from "../planning/days.js";
import { fill, part } from "../base/parts.js";
import { shortDate } from "../planning/words.js";
import { weekLink } from "./week-link.js";

const slashed = (day) => day.split("-").reverse().join("/");

/** "Semaine 3 du 14/01/2019 au 18/01/2019", of a Monday; `days`: those shown, when they are known. */
export function weekTitle(monday, days) {
  const last = days?.at(-1)?.date ?? addDays(monday, 4);
  return `Semaine ${weekNumber(monday)} du ${slashed(monday)} au ${slashed(last)}`;
}

/** `go(monday)`: show that week; null for today's. Answers `{show(monday, {today, stale, days, whose})}`. */
export function weekNav(root, go) {
  const title = root.querySelector("h2");
  const buttons = [...root.querySelectorAll("[data-step]")];
  let shown;
  root.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-step]")?.dataset.step;
    if (step) go(step === "0" ? null : addDays(shown, Number(step)));
  });
  return {
    /** `whose`: with which home the children are, where they have two. `today`: undefined until the server has said it; `monday`: until it has chosen the week. */
    show(monday, { today, stale, days, whose }) {
      shown = monday;
      for (const button of buttons) button.disabled = stale || !today;
      if (!monday) return;
      const at = whose ? `, ${whose}` : "";
      const words = weekTitle(monday, days) + at;
      // Said again only when it changes: the title is live.
      if (title.textContent !== words) title.textContent = words;
      // What a phone shows of it.
      title.dataset.days = `${shortDate(monday)} – ${shortDate(days?.at(-1)?.date ?? addDays(monday, 4))}`;
      title.dataset.week = `semaine ${weekNumber(monday)}${at}`;
      const current = today && mondayOf(today) === monday;
      buttons.find(({ dataset }) => dataset.step === "0").setAttribute("aria-current", current ? "date" : "false");
    },
  };
}

/** Where nothing can be done in the week shown: which one opens next, and the way there. */
export function nextWeek(root, go) {
  const lead = weekLink(part(root, "next"), go);
  return {
    show(monday) {
      root.hidden = !monday;
      if (!monday) return;
      fill(root, { next: weekTitle(monday) });
      lead(monday);
    },
  };
}
