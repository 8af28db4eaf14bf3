/** What comes after the first view of the week of a family: the grid, which week and which child, what is chosen. */
import { keys } from "../base/desk-keys.js";
import { childPicker } from "../components/child-picker.js";
import { WeekGrid } from "../components/week-grid.js";
import { weekNav } from "../components/week-nav.js";
import { addDays } from "../planning/days.js";
import { bookingPanel } from "./booking-panel.js";
import { deskWords } from "./week-words.js";

/** `go(monday)`: another week is wanted, null for today's; `pick(child)`: another child. Answers `show(monday, child)`. */
export function weekView(store, { family, go, pick, canWrite }) {
  const panel = canWrite ? bookingPanel(store, family) : null;
  const nav = weekNav(document.getElementById("week-nav"), go);
  const picker = childPicker(document.getElementById("child-picker"), pick);
  const grid = new WeekGrid(document.getElementById("week-grid"), store, (cell) => store.click(cell), deskWords);
  let shown;
  keys({
    p: ["La semaine précédente", () => go(addDays(shown, -7))],
    s: ["La semaine suivante", () => go(addDays(shown, 7))],
    ...(canWrite && { r: ["Aller au récapitulatif", () => document.getElementById("recap-titre").focus()] }),
  });
  return (monday, child) => {
    shown = monday;
    const { planning } = store;
    nav.show(monday, { today: planning?.today ?? monday, stale: false, days: planning?.days });
    const known = planning?.children.some(({ id }) => id === child) ? child : null;
    if (planning) picker.show(planning.children, known);
    grid.show(known);
    panel?.show();
  };
}
