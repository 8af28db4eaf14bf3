/** Vue Période: one week, in the page and in the address. */
import { addDays, mondayOf, mondayOfWeek, weekName } from "../planning/days.js";
import { withFamily } from "../base/screens.js";
import { openStore } from "../components/start.js";
import { weekScreen } from "../components/week-screen.js";

let { monday, child } = address();
let showWeek;

async function start() {
  const store = await openStore("semaine", show);
  const go = (wanted) => {
    monday = wanted ?? mondayOf(store.planning.today);
    keepInAddress("pushState");
    open(store);
  };
  const pick = (picked) => {
    child = picked;
    keepInAddress("replaceState");
    show(store);
  };
  showWeek = weekScreen(store, { go, pick });
  addEventListener("popstate", () => {
    ({ monday, child } = address());
    open(store);
  });
  open(store);
}

/** Read the week that the address asks for, else the one that the server chooses. A week is read with the next one, whose limits may fall before its own. */
function open(store) {
  store.read({ ...(monday && { start: monday, end: addDays(monday, 13) }), next_week: true });
}

function show({ planning, old, leaving }) {
  if (planning && !old && !leaving && !monday) {
    monday = planning.start;
    keepInAddress("replaceState");
  }
  showWeek?.(old ? planning.start : monday, child);
}

function address() {
  const query = new URLSearchParams(location.search);
  return { monday: mondayOfWeek(query.get("semaine")), child: query.get("enfant") };
}

/** `how`: "pushState" for another week (back returns to it), "replaceState" for the rest. */
function keepInAddress(how) {
  history[how](null, "", withFamily({ semaine: weekName(monday), ...(child && { enfant: child }) }));
}

start();
