/** What comes after the first view of the week of a family: the grid, which week and which child, what is chosen. */
import { draft, dropDraft, keepDraft } from "../base/desk-drafts.js";
import { keys } from "../base/desk-keys.js";
import { bookingPanel } from "./booking-panel.js";
import { weekSeen } from "./week-seen.js";
import { deskWords } from "./week-words.js";

/** `go(monday)`: another week is wanted, null for today's; `pick(child)`: another child. Answers `show(monday, child)`. */
export function weekView(store, { family, go, pick, canWrite }) {
  if (canWrite) keepChoice(store, family);
  const panel = canWrite ? bookingPanel(store, family) : null;
  const showWeek = weekSeen(store, { go, pick, clicked: (cell) => store.click(cell), words: deskWords });
  if (canWrite) keys({ r: ["Aller au récapitulatif", () => document.getElementById("recap-titre").focus()] });
  return (monday, child) => {
    showWeek(monday, child);
    panel?.show();
  };
}

/** What was chosen and not confirmed comes back after a reload, or after the telephone rang: for this family, on this device. */
async function keepChoice(store, family) {
  const name = "reservations";
  const kept = await draft(name);
  if (kept?.family === family && !store.chosen.size) store.choose(kept.chosen);
  let last = "";
  store.addEventListener("change", () => {
    const chosen = [...store.chosen.values()];
    if (JSON.stringify(chosen) === last) return;
    last = JSON.stringify(chosen);
    if (chosen.length) keepDraft(name, { family, chosen });
    else dropDraft(name);
  });
}
