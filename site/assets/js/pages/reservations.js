/** Vue Période: one week, in the page and in the address. */
import { clickOn } from "../planning/cells.js";
import { addDays, mondayOf, mondayOfWeek, weekName } from "../planning/days.js";
import { incomplete, openStore } from "../planning/start.js";

/** The device's idea of today, until the server says which day it is in the commune. */
const deviceToday = new Date().toLocaleDateString("sv");

let { monday, child } = address();
let showWeek;

async function start() {
  const store = await openStore("semaine", show);
  const go = (wanted) => {
    monday = wanted ?? mondayOf(store.planning?.today ?? deviceToday);
    keepInAddress("pushState");
    read(store);
  };
  const pick = (picked) => {
    child = picked;
    keepInAddress("replaceState");
    show(store);
  };
  import("../components/week-screen.js").then(({ weekScreen }) => {
    showWeek = weekScreen(store, { go, pick });
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
  if (monday) return void (await read(store));
  const readFrom = (current) => {
    monday = current;
    return read(store, usefulWeek);
  };
  const guessed = mondayOf(deviceToday);
  await readFrom(guessed);
  if (!store.planning || store.old) return;
  const current = mondayOf(store.planning.today);
  // The device's calendar may be wrong.
  if (guessed !== current) await readFrom(current);
  keepInAddress("replaceState");
}

/** A week is read with the next one, whose limits may fall before its own. */
const read = (store, choose) => store.read(monday, addDays(monday, 13), choose);

/** Of two weeks read at once, the one to show. */
function usefulWeek(planning) {
  const next = addDays(planning.start, 7);
  if (!planning.cells.some(({ date, state }) => date < next && clickOn(state))) monday = next;
  return { ...planning, start: monday, end: addDays(monday, 13) };
}

function show({ planning, old }) {
  showWeek?.(old ? planning.start : monday, child);
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
