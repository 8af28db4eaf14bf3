/** Vue Agenda: many dates at once, and the month as it stands. */
import { monthView } from "./components/month-view.js";
import { planningScreen } from "./components/planning-screen.js";
import { rangeForm } from "./components/range-form.js";
import { addMonths, isDay, monthEnd, monthStart } from "./planning/days.js";
import { rangeWords } from "./planning/range-words.js";

/** The device's idea of today, until the server says which day it is in the commune. */
const deviceToday = new Date().toLocaleDateString("sv");

let month = address();
const { store, tell, nameOf, failed } = await planningScreen("mois", show);
const form = rangeForm(document.getElementById("range-form"), store, {
  filled: (answer) => tell(rangeWords(answer, nameOf)),
  failed,
});
const view = monthView(document.getElementById("month"), (step) => {
  month = step ? addMonths(month, step) : monthStart(store.planning?.today ?? deviceToday);
  history.pushState(null, "", `?mois=${month.slice(0, 7)}`);
  readMonth();
});
addEventListener("popstate", () => {
  month = address();
  open();
});
open();

/** The month that the address asks for, null for the present one. */
function address() {
  const asked = `${new URLSearchParams(location.search).get("mois")}-01`;
  return isDay(asked) ? asked : null;
}

function readMonth() {
  return store.read(month, monthEnd(month));
}

async function open() {
  const asked = month;
  month ??= monthStart(deviceToday);
  await readMonth();
  if (asked || !store.planning || store.old) return;
  const current = monthStart(store.planning.today);
  if (month === current) return;
  // The device's calendar was wrong.
  month = current;
  await readMonth();
}

function show() {
  const { planning, old } = store;
  if (!planning) return;
  form.show();
  view.show(store, old ? planning.start : month);
}
