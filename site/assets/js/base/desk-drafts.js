/**
 * What an agent has written and not sent yet, on this device: a reload and the end of a session leave it, signing out does not (leaving.js).
 * Nobody but the one who wrote it is given it again.
 */
import { pagePath } from "./paths.js";
import { knownMe } from "./session.js";

export const DRAFTS = "preau-desk";

const placeOf = (name) => pagePath("mairie", "drafts", name);
const owner = () => knownMe()?.account.email;

/** `name`: a word; `value`: what JSON holds. Without caches (a page that is not secure) nothing is kept. */
export async function keepDraft(name, value) {
  const kept = await opened();
  const body = JSON.stringify({ owner: owner(), value });
  await kept?.put(placeOf(name), new Response(body));
}

/** What was kept under that name, or null. */
export async function draft(name) {
  const kept = await opened();
  const found = await kept?.match(placeOf(name));
  if (!found) return null;
  const { owner: whose, value } = await found.json();
  return whose === owner() ? value : null;
}

export async function dropDraft(name) {
  const kept = await opened();
  await kept?.delete(placeOf(name));
}

/** A device without room, or a browser that allows no storage, is no reason not to write. */
const opened = () => ("caches" in window ? caches.open(DRAFTS).catch(() => null) : null);
