/** The week that the address names: read, gone to, and gone back to. */
import { deskScreen } from "../base/desk.js";
import { named } from "../base/paths.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { mondayOf, mondayOfWeek, weekName } from "../planning/days.js";

/** Null where the address names none: the server says which week is open. */
const inAddress = () => mondayOfWeek(named("semaine"));

/** `monday()`: of the week that is shown; `go(monday)`: to another one, or to today's. `said`: what the screen's address names besides. */
export function askedWeek(store, screen, said) {
  let monday = inAddress();

  async function read() {
    try {
      await store.read(monday);
      monday ??= store.planning.start;
      hideTrouble();
    } catch (problem) {
      showTrouble(problem, read);
    }
  }

  function go(wanted) {
    monday = wanted ?? mondayOf(store.planning.today);
    history.pushState(null, "", deskScreen(screen, { ...said, semaine: weekName(monday) }));
    return read();
  }

  addEventListener("popstate", () => {
    monday = inAddress();
    read();
  });
  return { read, go, monday: () => monday ?? store.planning.start };
}
