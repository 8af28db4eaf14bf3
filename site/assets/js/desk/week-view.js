/** What comes after the first view of the week of a family: the grid, which week and which child, what is chosen. */
import { keys } from "../base/desk-keys.js";
import { bookingPanel } from "./booking-panel.js";
import { weekSeen } from "./week-seen.js";
import { deskWords } from "./week-words.js";

/** `go(monday)`: another week is wanted, null for today's; `pick(child)`: another child. Answers `show(monday, child)`. */
export function weekView(store, { family, go, pick, canWrite }) {
  const panel = canWrite ? bookingPanel(store, family) : null;
  const showWeek = weekSeen(store, { go, pick, clicked: (cell) => store.click(cell), words: deskWords });
  if (canWrite) keys({ r: ["Aller au récapitulatif", () => document.getElementById("recap-titre").focus()] });
  return (monday, child) => {
    showWeek(monday, child);
    panel?.show();
  };
}
