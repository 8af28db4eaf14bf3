/** Vue Période, once its frame is there: the grid, whose child it shows, and the basket beside it. */
import { childPicker } from "./child-picker.js";
import { planningScreen } from "./planning-screen.js";
import { WeekGrid } from "./week-grid.js";

/** `picked(child)`: another child is wanted, null for all. Answers `show(child)`. */
export function weekScreen(store, picked) {
  const { acts } = planningScreen(store);
  const grid = new WeekGrid(document.getElementById("week-grid"), store, (cell) => acts.click(cell));
  const picker = childPicker(document.getElementById("child-picker"), picked);
  return (child) => {
    const { children } = store.planning;
    const known = children.some(({ id }) => id === child) ? child : null;
    picker.show(children, known);
    grid.show(known);
  };
}
