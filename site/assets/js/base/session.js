/** Who is signed in on this device, and for which family they act now. */

const ME = "preau.me";
const FAMILY = "preau.family";
const COLOUR = "preau.colour";
const FRAGMENT = "preau.fragment";
/** Set once this device is known to be signed out: the API is not asked what it would answer with a 401. */
const OUT = "preau.out";

let asked;

/**
 * `Me` of the API, asked once a page. Without a session, leaves for the sign-in page (the promise then never settles).
 * Without a network, the last known answer; rejects when there is none.
 */
export function me() {
  asked ??= ask();
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

/** Where to go once signed in: back to the screen that asked for it. Another site's address is no screen of ours. */
export function afterSignIn() {
  const asked = new URLSearchParams(location.search).get("suite") ?? "";
  const url = new URL(asked.startsWith("/") ? asked : "/espace/", location.origin);
  const fragment = sessionStorage.getItem(FRAGMENT) ?? "";
  sessionStorage.removeItem(FRAGMENT);
  return url.origin === location.origin ? url.pathname + url.search + fragment : "/espace/";
}

/** Whether this device knows that it is signed out. */
export const isOut = () => localStorage.getItem(OUT) !== null;

/** Sign out, here and on the server, and leave nothing of the family on this device. */
export async function signOut() {
  await fetch("/api/session", { method: "DELETE" });
  await forget();
  location.assign("/connexion/");
}

export async function forget() {
  for (const name of [ME, FAMILY, COLOUR]) localStorage.removeItem(name);
  sessionStorage.clear();
  localStorage.setItem(OUT, "1");
  if ("caches" in window) await Promise.all([caches.delete("preau-family"), caches.delete("preau-pages")]);
}

/** Leave for the sign-in page, and come back to this screen after it. The fragment may hold a mailed code: it stays here. */
export async function toSignIn() {
  await forget();
  if (location.hash) sessionStorage.setItem(FRAGMENT, location.hash);
  location.replace(`/connexion/?suite=${encodeURIComponent(location.pathname + location.search)}`);
  return new Promise(() => {});
}

export function keyOf({ commune, family }) {
  return `${commune.id}/${family.id}`;
}

async function ask() {
  if (isOut()) return toSignIn();
  let response;
  try {
    response = await fetch("/api/me");
  } catch (offline) {
    const known = knownMe();
    if (known) return known;
    throw offline;
  }
  if (response.status === 401) return toSignIn();
  if (!response.ok) throw new Error(`/api/me answered ${response.status}`);
  const answer = await response.json();
  remember(answer);
  return answer;
}
