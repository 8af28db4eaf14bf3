/** Vue Agenda: many dates at once, and the month as it stands. */
import { addMonths, monthEnd, monthStart } from "../planning/months.js";
import { withFamily } from "../base/screens.js";
import { openStore } from "../components/start.js";
import { monthScreen } from "../components/month-screen.js";

/** The device's idea of today, until the server says which day it is in the commune. */
const now = new Date();
const deviceToday = new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

let month = address();
let showMonth;

async function start() {
  const store = await openStore("mois", show);
  const go = (step) => {
    month = step ? addMonths(month, step) : monthStart(store.planning?.today ?? deviceToday);
    history.pushState(null, "", withFamily({ mois: month.slice(0, 7) }));
    read(store);
  };
  showMonth = monthScreen(store, go);
  addEventListener("popstate", () => {
    month = address();
    open(store);
  });
  open(store);
}

/** Show the month that the address asks for, else the present one. */
async function open(store) {
  const asked = month;
  month ??= monthStart(deviceToday);
  await read(store);
  if (asked || !store.planning || store.old) return;
  const current = monthStart(store.planning.today);
  if (month === current) return;
  // The device's calendar may be wrong.
  month = current;
  await read(store);
}

/** The month, and the first week in which something can be done: the form begins there. */
const read = (store) => store.read({ start: month, end: monthEnd(month), next_week: true });

function show({ planning, old }) {
  if (planning) showMonth?.(old ? planning.start : month);
}

/** The month that the address asks for ("2026-11"), null for the present one. */
function address() {
  const asked = new URLSearchParams(location.search).get("mois");
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(asked ?? "") ? `${asked}-01` : null;
}

start();
