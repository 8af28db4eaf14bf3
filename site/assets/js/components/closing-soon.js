/**
 * Says which limit of the days read falls first, and in how many minutes within the hour; has the planning read again once it has fallen,
 * or once a line of the basket has expired, which the basket says.
 */
import { clickOn } from "../planning/cells.js";
import { msUntil } from "../planning/clock.js";
import { addDays, mondayOf } from "../planning/days.js";
import { fill, part } from "../base/parts.js";
import { longDay } from "../base/days-and-hours.js";
import { minutesLeft, shortly, weekdayName } from "../planning/words.js";
import { weekLink } from "./week-link.js";

const EVERY_MS = 30_000;
/** After the limit, and not all phones at the same instant. */
const AFTER_MS = 500 + Math.random() * 2000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `go(monday)`: where a week is shown without leaving the page. */
export function closingSoon(store, go) {
  const root = document.getElementById("closing-soon");
  /** `until`: the limit that the alarm waits for. */
  let alarm = {};
  const link = part(root, "week");
  const lead = weekLink(link, go);
  setInterval(() => (store.old && navigator.onLine ? store.read() : store.tell()), EVERY_MS);
  const arm = (first, ms) => {
    // Fallen, and about to be read again: the limits left are not to take its place.
    if (alarm.until && msUntil(alarm.until) <= 0) return;
    clearTimeout(alarm.timer);
    alarm = {};
    if (!first) return;
    const ring = () => {
      alarm = {};
      store.read();
    };
    alarm = { until: first.until, timer: setTimeout(ring, Math.min(ms + AFTER_MS, LONGEST_TIMER_MS)) };
  };
  return {
    show() {
      const { planning, stale } = store;
      const all = planning && !stale ? limits(store) : [];
      arm(all[0], all.length && msUntil(all[0].until));
      const [first, ...others] = all.filter(({ expires }) => !expires);
      const ms = first && msUntil(first.until);
      const soon = first && minutesLeft(ms);
      root.hidden = !first;
      if (!first) return;
      root.classList.toggle("closing-now", Boolean(soon));
      const closing = [first, ...others.filter((one) => one.until === first.until)];
      const names = planning.services
        .filter(({ code }) => closing.some(({ service }) => service === code))
        .map(({ name }) => name);
      const days = [...new Set(closing.map(({ date }) => date))].sort();
      const monday = mondayOf(days[0]);
      link.hidden = Boolean(go) && monday === planning.start;
      lead(monday);
      const when = soon ? `dans ${soon}` : shortly(first.until, first.today ?? planning.today);
      const near = !link.hidden || days.at(-1) > addDays(monday, 6) ? longDay : weekdayName;
      const words = `Ferme ${when} : ${inShort(names)}, ${daysInWords(days, soon ? longDay : near)}.`;
      if (part(root, "text").textContent !== words) fill(root, { text: words });
    },
  };
}

/** All names, or of many the first two. */
const inShort = (names) =>
  names.length > 3 ? `${names.slice(0, 2).join(", ")} et ${names.length - 2} autres services` : names.join(", ");

/** "lundi 23 novembre", "lundi 23 novembre et mardi 24 novembre", "du lundi 23 novembre au vendredi 27 novembre"; of the week in view, "lundi" */
function daysInWords(days, dayName) {
  const [first, last] = [days[0], days.at(-1)].map(dayName);
  if (days.length < 3) return [...new Set([first, last])].join(" et ");
  return `du ${first} au ${last}`;
}

/** What can still be clicked and what waits in the basket, the first to close first. */
function limits(store) {
  return [...store.planning.cells.filter((cell) => clickOn(store.stateOf(cell))), ...store.planning.basket.lines]
    .filter((one) => one.until && msUntil(one.until) > 0)
    .sort((one, other) => msUntil(one.until) - msUntil(other.until));
}
