/**
 * What an agent has written and not sent yet, on this device: a reload and the end of a session leave it, signing out does not (leaving.js).
 * Nobody but the one who wrote it is given it again.
 */
import { pagePath } from "./paths.js";
import { knownMe } from "./session.js";

const DRAFTS = "preau-desk";

const placeOf = (name) => pagePath("mairie", "drafts", name);
const owner = () => knownMe()?.account.email;

/**
 * What is kept, and what is dropped, in the order in which it was asked for: what was typed last is not dropped by what was sent
 * before. A device without room, or a browser that allows no storage, is no reason not to write.
 */
let last = Promise.resolve();
const inTurn = (act) => (last = last.then(act).catch(() => undefined));

/** What is to be kept under each name: where somebody types faster than the device keeps, only the last is. */
const latest = new Map();

/** `name`: a word; `value`: what JSON holds. Without caches (a page that is not secure) nothing is kept. */
export function keepDraft(name, value) {
  const body = JSON.stringify({ owner: owner(), value });
  latest.set(name, body);
  return inTurn(async () => {
    if (latest.get(name) === body) await (await opened())?.put(placeOf(name), new Response(body));
  });
}

/** What was kept under that name, or null. */
export async function draft(name) {
  const found = await inTurn(async () => (await opened())?.match(placeOf(name)));
  if (!found) return null;
  const { owner: whose, value } = await found.json();
  return whose === owner() ? value : null;
}

export function dropDraft(name) {
  latest.delete(name);
  return inTurn(async () => (await opened())?.delete(placeOf(name)));
}

const opened = () => ("caches" in window ? caches.open(DRAFTS) : null);
