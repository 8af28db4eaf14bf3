/** Signing out, and what may not stay in view after it. Asked for after the first view of a screen. */
import { announce } from "./announce.js";
import { CHILDREN, TAPS, erased } from "./attendance-kept.js";
import { whileBusy } from "./busy.js";
import { apiPath } from "./paths.js";
import { LEFT, OUT, forget, knownMe, signingOut } from "./session.js";

const PATIENCE_MS = 15_000;
/** This device is signed out, and the server has not said so: it is asked again by the sign-in page. */
const UNSURE = "unsure";

/** This very page is signing out, or going: what is stored by then is no news to it. */
let leaving = false;

/** Whether a sign-out of this device waits for the server to hear of it. */
export const isUnsure = () => localStorage.getItem(OUT) === UNSURE;

/** Forget all on this device, then end the session on the server. Whether the server said that it is over (204), or that there is none (401). */
export async function endSession() {
  leaving = true;
  signingOut();
  localStorage.setItem(OUT, UNSURE);
  untold().catch(() => {}); // the server forgets the device with the session; this is for when it does not answer
  await forget();
  if ("caches" in window) await caches.delete("preau-desk"); // what an agent had not sent: desk-drafts.js
  await Promise.all([CHILDREN, TAPS].map(erased));
  const patience = new AbortController();
  setTimeout(() => patience.abort(), PATIENCE_MS);
  const response = await fetch(apiPath("session"), { method: "DELETE", signal: patience.signal }).catch(() => null);
  const over = [204, 401].includes(response?.status);
  if (over) localStorage.setItem(OUT, "1");
  return over;
}

/** The address at which this browser was told of things is no more. */
async function untold() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const known = await registration?.pushManager?.getSubscription();
  await known?.unsubscribe();
}

/** Whoever is not signed in any more keeps no child's name on this device; what an agent tapped waits for them to be back. */
export const forgetChildren = () => erased(CHILDREN);

export const signOut = (button) => whileBusy(button, leave);

async function leave() {
  // The screens on which something is tapped have this already. Where it cannot be had, whoever leaves leaves nothing.
  const late = await import("./losing.js").catch(() => null);
  if (late && !(await late.mayLose(TAPS))) return;
  if (!(await endSession())) return showUnsure();
  sessionStorage.setItem(LEFT, "wanted");
  location.assign("/connexion/");
}

/** In place of the screen, and not on another: without a network there may be no other. */
function showUnsure() {
  const title = made("h1", { textContent: "La déconnexion n’est pas terminée", tabIndex: -1 });
  const text = made("p", {
    className: "alert alert-bad",
    textContent:
      "Cet appareil ne garde plus rien de votre compte, mais le service n’a pas répondu : votre session est peut-être encore ouverte. Vérifiez votre connexion à Internet et réessayez avant de laisser l’appareil à quelqu’un d’autre.",
  });
  const again = made("button", { type: "button", className: "button", textContent: "Réessayer" });
  again.addEventListener("click", () => signOut(again));
  const line = made("p", {});
  line.append(again);
  for (const name of document.querySelectorAll("[data-commune-name]")) name.textContent = "Mon espace famille";
  for (const name of document.querySelectorAll("[data-family-name], [data-agent-name]")) name.textContent = "";
  document.title = title.textContent;
  document.getElementById("menu").hidePopover?.(); // where it had to be opened
  document.querySelector("#contenu > .wrap").replaceChildren(title, text, line);
  title.focus();
}

const made = (name, properties) => Object.assign(document.createElement(name), properties);

/** What met the end of the session, before signing in led back here. */
function tellLost() {
  if (sessionStorage.getItem(LEFT) !== "lost") return;
  sessionStorage.removeItem(LEFT);
  announce("Votre dernier geste n’a pas été enregistré : refaites-le.");
}

/**
 * `signedIn`: `Me` of whoever is. Show nothing more of it once this device knows somebody else or nobody: *Back* may bring a screen that
 * was left before signing out, and another tab may have signed out or in.
 */
export function watchOwner(signedIn) {
  const owner = signedIn.account.email;
  tellLost();
  if (signedIn.agent_of?.length) import("./sides.js").then(({ offerDesk }) => offerDesk());
  const check = () => {
    if (knownMe()?.account.email === owner) return;
    leaving = true;
    document.body.hidden = true;
    sessionStorage.clear();
    location.reload();
  };
  addEventListener("pageshow", ({ persisted }) => persisted && check());
  addEventListener("storage", () => leaving || check());
  // Watching begins a moment after the view: who was quick is signing out already.
  if (!leaving) check();
}
