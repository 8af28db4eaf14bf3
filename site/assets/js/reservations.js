/** Vue Période: one week, in the grid and in the address. */
import { childPicker } from "./components/child-picker.js";
import { planningScreen } from "./components/planning-screen.js";
import { WeekGrid } from "./components/week-grid.js";
import { weekNav } from "./components/week-nav.js";
import { clickOn } from "./planning/cells.js";
import { addDays, mondayOf, mondayOfWeek, weekName } from "./planning/days.js";

/** The device's idea of today, until the server says which day it is in the commune. */
const deviceToday = new Date().toLocaleDateString("sv");

let { monday, child } = address();

const { store } = await planningScreen("semaine", show);
const grid = new WeekGrid(document.getElementById("week-grid"), store);
const nav = weekNav(document.getElementById("week-nav"), (wanted) => {
  monday = wanted ?? mondayOf(store.planning?.today ?? deviceToday);
  keepInAddress("pushState");
  readWeek();
});
const picker = childPicker(document.getElementById("child-picker"), (picked) => {
  child = picked;
  keepInAddress("replaceState");
  show();
});
addEventListener("popstate", () => {
  ({ monday, child } = address());
  open();
});
open();

function address() {
  const query = new URLSearchParams(location.search);
  return { monday: mondayOfWeek(query.get("semaine")), child: query.get("enfant") };
}

/** `how`: "pushState" for another week (back returns to it), "replaceState" for the rest. */
function keepInAddress(how) {
  const query = new URLSearchParams({ semaine: weekName(monday), ...(child && { enfant: child }) });
  history[how](null, "", `?${query}`);
}

function readWeek() {
  return store.read(monday, addDays(monday, 6));
}

/** Show the week that the address asks for, else the first one where something can still be done: this one or the next. */
async function open() {
  const asked = monday;
  monday ??= mondayOf(deviceToday);
  await readWeek();
  if (asked || !store.planning || store.old) return;
  const current = mondayOf(store.planning.today);
  if (monday !== current) {
    // The device's calendar was wrong.
    monday = current;
    await readWeek();
  }
  if (!store.planning.cells.some(({ state }) => clickOn(state))) {
    monday = addDays(current, 7);
    await readWeek();
  }
  keepInAddress("replaceState");
}

function show() {
  const { planning, old, readOnly } = store;
  if (!planning) return;
  const known = planning.children.some(({ id }) => id === child) ? child : null;
  nav.show(old ? planning.start : monday, { today: planning.today, readOnly });
  picker.show(planning.children, known);
  grid.show(known);
}
