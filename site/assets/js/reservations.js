/** Vue Période: one week, in the page and in the address. */
import { weekNav } from "./components/week-nav.js";
import { clickOn } from "./planning/cells.js";
import { addDays, mondayOf, mondayOfWeek, weekName } from "./planning/days.js";
import { incomplete, openStore } from "./planning/start.js";

/** The device's idea of today, until the server says which day it is in the commune. */
const deviceToday = new Date().toLocaleDateString("sv");

let { monday, child } = address();
let nav;
let showWeek;

async function start() {
  const store = await openStore("semaine", show);
  nav = weekNav(document.getElementById("week-nav"), (wanted) => {
    monday = wanted ?? mondayOf(store.planning?.today ?? deviceToday);
    keepInAddress("pushState");
    store.read(monday, addDays(monday, 6));
  });
  const pick = (picked) => {
    child = picked;
    keepInAddress("replaceState");
    show(store);
  };
  import("./components/week-screen.js").then(({ weekScreen }) => {
    showWeek = weekScreen(store, pick);
    show(store);
  }, incomplete);
  addEventListener("popstate", () => {
    ({ monday, child } = address());
    open(store);
  });
  open(store);
}

/** Show the week that the address asks for, else the first one where something can still be done: this one or the next. */
async function open(store) {
  const asked = monday;
  const read = (wanted) => {
    monday = wanted;
    return store.read(monday, addDays(monday, 6));
  };
  await read(asked ?? mondayOf(deviceToday));
  if (asked || !store.planning || store.old) return;
  const current = mondayOf(store.planning.today);
  // The device's calendar may be wrong.
  if (monday !== current) await read(current);
  if (!store.planning.cells.some(({ state }) => clickOn(state))) await read(addDays(current, 7));
  keepInAddress("replaceState");
}

function show({ planning, old, readOnly }) {
  nav.show(old ? planning.start : monday, { today: planning?.today, readOnly });
  if (planning) showWeek?.(child);
}

function address() {
  const query = new URLSearchParams(location.search);
  return { monday: mondayOfWeek(query.get("semaine")), child: query.get("enfant") };
}

/** `how`: "pushState" for another week (back returns to it), "replaceState" for the rest. */
function keepInAddress(how) {
  const query = new URLSearchParams({ semaine: weekName(monday), ...(child && { enfant: child }) });
  history[how](null, "", `?${query}`);
}

start();
