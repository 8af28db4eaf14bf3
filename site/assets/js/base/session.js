/** Who is signed in on this device, and for which family they act now. */
import { apiPath, named } from "./paths.js";
import { unreachable } from "./problem.js";

const ME = "preau.me";
export const FAMILY = "preau.family";
const COLOUR = "preau.colour";
/** The fragment to come back to: no server sees it. */
export const FRAGMENT = "preau.fragment";
/** Set once this device is signed out: the API is not asked what it would answer with a 401. */
export const OUT = "preau.out";
/** Why the sign-in page is there, for it to say: "wanted", "expired" or "lost". */
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
 * The entry of `Me.families` the parent acts for: `{commune, family, children}`. The address says which, `?famille=aubray/3f…`, and no
 * other is taken for it; where it says nothing, the one last looked at in this tab, else the one last chosen. Undefined where there is none.
 */
export function currentFamily({ families }) {
  const byKey = (key) => families.find((entry) => familyKey(entry) === key);
  const meant = named("famille");
  if (meant) return byKey(meant);
  return byKey(sessionStorage.getItem(FAMILY) ?? localStorage.getItem(FAMILY)) ?? families[0];
}

/** That entry, asked of the server where this device does not know it. A family that is not theirs is the frame's to tell: never settles. */
export async function actingFamily() {
  const known = knownMe();
  const family = (known && currentFamily(known)) ?? currentFamily(await me());
  return family || !named("famille") ? family : new Promise(() => {});
}

/** The colour of the commune shown now: base/colour.js gives it to the next screen before its first paint. */
export function rememberColour(colour) {
  localStorage.setItem(COLOUR, colour);
}

/** Address of a resource of the family: `familyPath(entry, "basket", "changes")`. */
export const familyPath = ({ commune, family }, ...resource) =>
  apiPath("communes", commune.id, "families", family.id, ...resource);

/** Whether this device knows that it is signed out. */
export const isOut = () => localStorage.getItem(OUT) !== null;

/**
 * Leave nothing of whoever used this device on it, but that it is signed out. The storage is empty once this returns; what it
 * promises is the caches.
 */
export async function forget() {
  const out = localStorage.getItem(OUT) ?? "1";
  localStorage.clear();
  sessionStorage.clear();
  localStorage.setItem(OUT, out);
  if (window.caches) await Promise.all([caches.delete("preau-family"), caches.delete("preau-pages")]);
}

/**
 * Leave for the sign-in page, and come back to this screen after it. The fragment may hold a mailed code: it stays here.
 * `method`: of what met the end of the session. What the parent has just done is lost, and nobody will do it for them.
 */
export function toSignIn(method = "GET") {
  leaving ??= leave();
  if (method !== "GET") sessionStorage.setItem(LEFT, "lost");
  return leaving;
}

/** Whoever is signing out here is led on by that: no request that learns of it meanwhile leaves before it is done. */
export function signingOut() {
  leaving = new Promise(() => {});
}

/** Once a page, however many requests learn that the session is over. */
async function leave() {
  const left = knownMe() ? "expired" : sessionStorage.getItem(LEFT);
  const forgotten = forget();
  // Before anything is waited for: a page that is left meanwhile would never say why.
  if (left) sessionStorage.setItem(LEFT, left);
  if (location.hash) sessionStorage.setItem(FRAGMENT, location.hash);
  await forgotten;
  location.replace(`/connexion/?suite=${encodeURIComponent(location.pathname + location.search)}`);
  return new Promise(() => {});
}

export function familyKey({ commune, family }) {
  return `${commune.id}/${family.id}`;
}

async function ask() {
  if (isOut()) return toSignIn();
  const response = await fetch(apiPath("me")).catch(() => null);
  // Or another tab has signed out meanwhile.
  if (response?.status === 401 || isOut()) return toSignIn();
  const answer = response?.ok && (await response.json().catch(() => null));
  if (answer) remember(answer);
  const known = answer || knownMe();
  if (known) return known;
  throw unreachable(response?.status);
}
