/** The waiting list of a full day. Joining takes no place and costs nothing: one click does it, another takes it back. */
import { announce } from "../base/announce.js";
import { renew } from "./answered-cells.js";
import { clickOn, keyOf } from "./cells.js";
import { count } from "./calendar-words.js";
import { untilAnswered } from "./network.js";
import { NO_BREAK } from "../base/days-and-hours.js";
import { post } from "../base/writes.js";

/** State → the state a click asks for, and whom it asks. */
const CLICKS = {
  can_wait: { state: "waiting", resource: ["waiting"] },
  waiting: { state: "can_wait", resource: ["waiting", "leave"] },
};

const LATER = "La connexion est coupée. Votre choix partira dès son retour, et ne comptera qu’une fois.";

/** Slots whose answer has not come. */
const moving = new Set();

/** Whether a click on a cell in that state does something, here or with the basket. */
export const hasClick = (state) => state in CLICKS || Boolean(clickOn(state));

/** "1er", "2e" */
const ordinal = (rank) => (rank === 1 ? "1er" : `${rank}e`);

/** `{word, note, mark}` of a full day; null for any other. A rank that is not known yet is not said. */
export function queueWords({ queue }, state) {
  if (state === "can_wait") {
    const others = queue?.waiting ? ` (${count(queue.waiting, "enfant attend", "enfants attendent")})` : "";
    return { word: "Complet", note: `attendre une place${others}`, mark: `${NO_BREAK}:` };
  }
  if (state !== "waiting") return null;
  return {
    word: queue?.rank ? `Liste d’attente, ${ordinal(queue.rank)}` : "Liste d’attente",
    note: "réservé si une place se libère",
  };
}

/** Join or leave, as a click on the cell asks. Whether it was such a click. */
export function clickQueue(store, cell) {
  const click = CLICKS[store.stateOf(cell)];
  if (click && !store.readOnly && !moving.has(keyOf(cell))) ask(store, cell, click);
  return Boolean(click);
}

async function ask(store, { child, service, date }, { state, resource }) {
  const slot = { child, service, date };
  const key = keyOf(slot);
  moving.add(key);
  store.pending.set(key, { slot, state, action: null, line: null });
  store.tell();
  try {
    const answer = await untilAnswered(
      () => post(store.path(...resource), slot),
      () => store.trouble(LATER),
    );
    renew(store, [answer.cell]);
    store.moved(answer.basket);
    announce(answer.cell.sentence);
    // A brother's cell tells how many wait.
    store.read();
  } catch (problem) {
    store.trouble(problem.message);
    // A refusal says that what is shown is not what is.
    store.read();
  }
  moving.delete(key);
  store.pending.delete(key);
  store.tell();
}
