/** The week of a family as the parents have it, after the first view. */
import { keys } from "../base/desk-keys.js";
import { childPicker } from "../components/child-picker.js";
import { WeekGrid } from "../components/week-grid.js";
import { weekNav } from "../components/week-nav.js";
import { menusBelow } from "../components/menus-below.js";
import { addDays } from "../planning/days.js";

/** `go(monday)`: another week is wanted, null for today's; `pick(child)`: another child. Answers `show(monday, child)`. */
export function weekSeen(store, { go, pick, clicked = () => {}, words }) {
  const nav = weekNav(document.getElementById("week-nav"), go);
  const picker = childPicker(document.getElementById("child-picker"), pick);
  const grid = new WeekGrid(document.getElementById("week-grid"), store, clicked, words);
  const showMenus = menusBelow(document.querySelector(".week-by-day"));
  let shown;
  keys({
    p: ["La semaine précédente", () => go(addDays(shown, -7))],
    s: ["La semaine suivante", () => go(addDays(shown, 7))],
  });
  return (monday, child) => {
    shown = monday;
    const { planning } = store;
    nav.show(monday, { today: planning?.today ?? monday, stale: false, days: planning?.days });
    const known = planning?.children.some(({ id }) => id === child) ? child : null;
    if (planning) picker.show(planning.children, known);
    grid.show(known);
    if (planning) showMenus(planning, planning.start, addDays(planning.start, 6));
  };
}
