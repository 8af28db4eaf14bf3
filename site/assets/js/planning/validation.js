/**
 * What is done with the whole basket. Validating it takes one key from the click to the answer, kept in the tab, so that neither a second click, a lost answer
 * nor a reload validates twice.
 */
import { untilAnswered } from "./network.js";
import { post, remove } from "../base/writes.js";
import { WAITING } from "./acts.js";
import { keyOf } from "./cells.js";

/** An act this old is not finished behind the parent's back: the basket says what is left to validate. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;

export async function empty(store, acts) {
  await acts.settled;
  await remove(store.path("basket"));
  await store.read();
}

/** The API's `{accepted, refused, basket}`; null for a second click. Throws Problem, once it can be tried again. */
export async function validateBasket(store, acts) {
  if (store.validating) return null;
  store.validating = true;
  store.tell();
  await acts.settled;
  // What cannot be validated was refused once, and waits to be taken out: asking for it again would only be refused again.
  const lines = store.planning.basket.lines
    .filter(({ problem }) => !problem)
    .map(({ child, service, date, action, price_cents }) => ({ child, service, date, action, price_cents }));
  // A basket that is empty after a fault was validated: only the answer was lost, and is asked for.
  return finish(store, lines.length ? lines : (unfinished(store.path("bookings"))?.lines ?? lines));
}

/** The validation that a reload cut short, finished: as `validateBasket`; null when there was none. */
export async function resume(store) {
  const act = unfinished(store.path("bookings"));
  return act && finish(store, act.lines);
}

async function finish(store, lines) {
  let read;
  const send = async () => {
    store.validating = true;
    store.tell();
    try {
      const answer = await validate(store.path("bookings"), lines, () => store.trouble(WAITING));
      store.moved(answer.basket);
      return answer;
    } finally {
      read = readAgain(store);
    }
  };
  for (let again = false; ; again = true) {
    try {
      return await send();
    } catch (problem) {
      await read;
      // After a fault the basket says what was done: where nothing of this is left, only the answer was lost, and is asked for once more.
      if (again || problem.status < 500 || store.old || isLeft(store.planning.basket, lines)) throw problem;
    }
  }
}

/** Until it is read again, what is shown does not know what was validated: a click would ask for what is no longer meant. */
async function readAgain(store) {
  await store.read();
  store.validating = false;
  store.tell();
}

const isLeft = (basket, lines) => basket.lines.some((line) => lines.some((sent) => keyOf(sent) === keyOf(line)));

/** The act whose answer never came: `{key, lines}`, or null. */
export function unfinished(path) {
  const act = JSON.parse(sessionStorage.getItem(path) ?? "null");
  return act && Date.now() - act.begun < FORGOTTEN_AFTER_MS ? act : null;
}

/** Lines of the basket → the API's `{accepted, refused, basket}`. Throws Problem when nothing was decided. */
export async function validate(path, lines, waiting) {
  const before = unfinished(path);
  const same = before && JSON.stringify(before.lines) === JSON.stringify(lines);
  const act = same ? before : { key: crypto.randomUUID(), lines, begun: Date.now() };
  sessionStorage.setItem(path, JSON.stringify(act));
  try {
    const answer = await untilAnswered(() => post(path, { lines }, { key: act.key }), waiting);
    sessionStorage.removeItem(path);
    return answer;
  } catch (problem) {
    // After a fault nobody knows: the next click goes under the same key.
    if (problem.status < 500) sessionStorage.removeItem(path);
    throw problem;
  }
}
