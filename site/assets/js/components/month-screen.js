/** Vue Agenda, once its frame is there: the form, the month, and the basket beside them. */
import { menusBelow } from "./menus-below.js";
import { monthEnd } from "../planning/months.js";
import { monthView } from "./month-view.js";
import { planningScreen } from "./planning-screen.js";
import { rangeForm } from "./range-form.js";

/** `go(step)`: show another month, 0 for the present one. Answers `show(month)`. */
export function monthScreen(store, go) {
  const screen = planningScreen(store);
  const form = rangeForm(document.getElementById("range-form"), store, screen);
  const patterns = document.getElementById("week-patterns");
  const open = async () => (await import("./week-patterns.js")).weekPatterns(patterns, store, screen, form.asked);
  patterns.addEventListener("toggle", open);
  if (location.hash === `#${patterns.id}`) patterns.open = true;
  if (patterns.open) open();
  const view = monthView(document.getElementById("month"), go);
  const showMenus = menusBelow(document.getElementById("month"));
  return (month) => {
    form.show();
    view.show(store, month);
    if (store.planning) showMenus(store.planning, month, monthEnd(month));
  };
}
