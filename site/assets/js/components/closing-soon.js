/** Says, without hurry, that a limit in view falls within the hour; has the planning read again once it has fallen. */
import { clickOn } from "../planning/cells.js";
import { msUntil } from "../planning/clock.js";
import { minutesLeft } from "../planning/words.js";

const EVERY_MS = 30_000;
/** After the limit, and not all phones at the same instant. */
const AFTER_MS = 500 + Math.random() * 2000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function closingSoon(root, store) {
  let alarm;
  setInterval(() => (store.old && navigator.onLine ? store.read() : store.tell()), EVERY_MS);
  return {
    show() {
      clearTimeout(alarm);
      const { planning, stale } = store;
      const [first, ...others] = planning && !stale ? limits(store) : [];
      const ms = first && msUntil(first.until);
      if (first) alarm = setTimeout(() => store.read(), Math.min(ms + AFTER_MS, LONGEST_TIMER_MS));
      const soon = first && minutesLeft(ms);
      root.hidden = !soon;
      if (!soon) return;
      const codes = [first, ...others.filter(({ until }) => until === first.until)].map(({ service }) => service);
      const names = planning.services.filter(({ code }) => codes.includes(code)).map(({ name }) => name);
      root.textContent = `Ferme dans ${soon} : ${names.join(", ")}.`;
    },
  };
}

/** What can still be clicked and what waits in the basket, the first to close first. */
function limits(store) {
  return [...store.planning.cells.filter((cell) => clickOn(store.stateOf(cell))), ...store.planning.basket.lines]
    .filter(({ until }) => until && msUntil(until) > 0)
    .sort((one, other) => msUntil(one.until) - msUntil(other.until));
}
