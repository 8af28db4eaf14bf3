/**
 * Validating the basket: one key from the click to the answer, kept in the tab, so that neither a second click, a lost answer
 * nor a reload validates twice.
 */
import { untilAnswered } from "./network.js";
import { post } from "../base/writes.js";

/** An act this old is not finished behind the parent's back: the basket says what is left to validate. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;

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
