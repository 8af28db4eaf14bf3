/** Asking the server to join the waiting list of a day, or to leave it. */
import { announce } from "../base/announce.js";
import { post } from "../base/writes.js";
import { renew } from "../planning/answered-cells.js";
import { keyOf } from "../planning/cells.js";
import { untilAnswered } from "../planning/network.js";
import { sureToLeave } from "./leave-queue.js";

const LATER = "La connexion est coupée. Votre choix partira dès son retour, et ne comptera qu’une fois.";

/** Slots whose answer has not come. */
const moving = new Set();

/** `shown`: the store that shows the cell, which may be over those of several families. */
export async function ask(shown, cell) {
  const key = keyOf(cell);
  if (moving.has(key)) return;
  moving.add(key);
  try {
    await move(shown, cell);
  } finally {
    moving.delete(key);
  }
}

async function move(shown, cell) {
  const isIn = shown.stateOf(cell) === "waiting";
  const { town, own } = shown.ownerOf?.(cell) ?? { own: cell };
  const store = town?.store ?? shown;
  if (store.readOnly) return;
  // A place in the queue cannot be had back.
  if (isIn && !(await sureToLeave(shown.planning, cell))) return;
  const { child, service, date } = own;
  const slot = { child, service, date };
  const key = keyOf(slot);
  store.pending.set(key, { slot, state: isIn ? "can_wait" : "waiting", action: null, line: null });
  store.tell();
  try {
    const answer = await untilAnswered(
      () => post(store.path("waiting", ...(isIn ? ["leave"] : [])), slot),
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
  store.pending.delete(key);
  store.tell();
}
