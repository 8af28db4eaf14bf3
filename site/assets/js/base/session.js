/** Who is signed in on this device, and for which family they act now. */
import { unreachable } from "./problem.js";

const ME = "preau.me";
const FAMILY = "preau.family";
const COLOUR = "preau.colour";
/** The fragment to come back to: no server sees it. */
export const FRAGMENT = "preau.fragment";
/** Set once this device is known to be signed out: the API is not asked what it would answer with a 401. */
const OUT = "preau.out";
/** Why the sign-in page is there, for it to say: "wanted" or "expired". */
export const LEFT = "preau.left";

let asked;
let leaving;

/**
 * `Me` of the API, asked once a page. Without a session, leaves for the sign-in page (the promise then never settles).
 * Without an answer, the last known one; rejects with a Problem when there is none, and may then be asked again.
 */
export function me() {
  asked ??= ask().catch((problem) => {
    asked = null;
    throw problem;
  });
  return asked;
}

/** `Me` as this device last knew it, or null. */
export function knownMe() {
  return JSON.parse(localStorage.getItem(ME) ?? "null");
}

/** Keep what signing in or activating answered, so that the next screen opens in the commune's colour. */
export function remember(answer) {
  localStorage.removeItem(OUT);
  localStorage.setItem(ME, JSON.stringify(answer));
}

/**
 * The entry of `Me.families` the parent acts for: `{commune, family, children}`; undefined when they have none.
 * A mail's link says for which family it is: `?famille=aubray/3f…`.
 */
export function currentFamily({ families }) {
  const linked = new URLSearchParams(location.search).get("famille");
  const byKey = (key) => families.find((entry) => keyOf(entry) === key);
  return byKey(linked) ?? byKey(localStorage.getItem(FAMILY)) ?? families[0];
}

/** The colour of the commune shown now: base/colour.js gives it to the next screen before its first paint. */
export function rememberColour(colour) {
  localStorage.setItem(COLOUR, colour);
}

/** Act for that family from now on, whatever link led here. */
export function chooseFamily(entry) {
  localStorage.setItem(FAMILY, keyOf(entry));
  const here = new URL(location.href);
  here.searchParams.delete("famille");
  history.replaceState(history.state, "", here);
}

/** Address of a resource of the family: `familyPath(entry, "planning")`. */
export function familyPath({ commune, family }, resource) {
  return `/api/communes/${commune.id}/families/${family.id}/${resource}`;
}

/** Whether this device knows that it is signed out. */
export const isOut = () => localStorage.getItem(OUT) !== null;

/** Sign out, here and on the server, and leave nothing of the family on this device. */
export async function signOut() {
  await fetch("/api/session", { method: "DELETE" });
  await forget();
  sessionStorage.setItem(LEFT, "wanted");
  location.assign("/connexion/");
}

export async function forget() {
  for (const name of [ME, FAMILY, COLOUR]) localStorage.removeItem(name);
  sessionStorage.clear();
  localStorage.setItem(OUT, "1");
  if ("caches" in window) await Promise.all([caches.delete("preau-family"), caches.delete("preau-pages")]);
}

/** Leave for the sign-in page, and come back to this screen after it. The fragment may hold a mailed code: it stays here. */
export const toSignIn = () => (leaving ??= leave());

/** Once a page, however many requests learn that the session is over. */
async function leave() {
  const left = knownMe() ? "expired" : sessionStorage.getItem(LEFT);
  await forget();
  if (left) sessionStorage.setItem(LEFT, left);
  if (location.hash) sessionStorage.setItem(FRAGMENT, location.hash);
  location.replace(`/connexion/?suite=${encodeURIComponent(location.pathname + location.search)}`);
  return new Promise(() => {});
}

export function keyOf({ commune, family }) {
  return `${commune.id}/${family.id}`;
}

async function ask() {
  if (isOut()) return toSignIn();
  const response = await fetch("/api/me").catch(() => null);
  if (response?.status === 401) return toSignIn();
  const answer = response?.ok && (await response.json().catch(() => null));
  if (answer) remember(answer);
  const known = answer || knownMe();
  if (known) return known;
  throw unreachable(response?.status);
}
