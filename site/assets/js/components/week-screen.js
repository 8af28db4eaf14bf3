/** Vue Période: which week, which child, the grid, and the basket beside it. */
import { childPicker } from "./child-picker.js";
import { movesInQueue } from "../planning/waiting.js";
import { firstWeek, shownDays } from "../planning/week.js";
import { NO_BREAK } from "../base/days-and-hours.js";
import { planningScreen } from "./planning-screen.js";
import { WeekGrid } from "./week-grid.js";
import { nextWeek, weekNav } from "./week-nav.js";
import { menusBelow } from "./menus-below.js";
import { addDays } from "../planning/days.js";

/** `go(monday)`: another week is wanted, null for today's; `pick(child)`: another child, null for all. Answers `show(monday, child)`. */
export function weekScreen(store, { go, pick }) {
  const view = planningScreen(store, go);
  const { acts } = view;
  const next = nextWeek(document.getElementById("next-week"), go);
  const nav = weekNav(document.getElementById("week-nav"), go);
  const picker = childPicker(document.getElementById("child-picker"), pick);
  const grid = new WeekGrid(document.getElementById("week-grid"), store, (cell) =>
    movesInQueue(store.stateOf(cell)) ? queue(store, cell) : acts.click(cell),
  );
  const showMenus = menusBelow(document.querySelector(".week-by-day"));
  for (const id of ["last-week", "keep-week"])
    document.getElementById(id).onclick = async ({ target }) =>
      (await import("./as-always.js")).asAlways(target, store, view);
  return (monday, child) => {
    const { planning, stale } = store;
    const seen = planning?.start === monday ? planning : null;
    const days = seen && shownDays(firstWeek(seen));
    nav.show(monday, { today: planning?.today, stale, days, whose: seen?.whose_week });
    next.show(seen?.next_week);
    if (!planning) return grid.show(null);
    showPhone(planning.commune);
    document.getElementById("keep-week").hidden = false;
    const known = planning.children.some(({ id }) => id === child) ? child : null;
    picker.show(planning.children, known);
    grid.show(known);
    showMenus(planning, monday, addDays(monday, 6));
  };
}

/** Few days are full: what asks the server comes when one is touched. */
const queue = async (store, cell) => (await import("./waiting-list.js")).ask(store, cell);

function showPhone({ phone }) {
  const link = document.getElementById("call");
  link.hidden = !phone;
  link.href = `tel:${phone.replace(/[^\d+]/g, "")}`;
  link.textContent = `Appeler la mairie : ${phone.replaceAll(" ", NO_BREAK)}`;
}
