/** Signing in. */
import { apiPath, pagePath } from "../base/paths.js";
import { LEFT, knownMe } from "../base/session.js";
import { afterSignIn, enter } from "../components/entering.js";
import { onSubmit, refuse } from "../components/form.js";
import { passwordFields } from "../components/password-field.js";
import { post } from "../base/writes.js";

const form = document.getElementById("connexion");
const forgotten = document.getElementById("oublie");

// Whoever is signed in has nothing to do here. A session that is over comes back, without what was known of it.
if (knownMe()) location.replace(afterSignIn(knownMe()));

const left = sessionStorage.getItem(LEFT);
sessionStorage.removeItem(LEFT);
const end = () =>
  import("../base/leaving.js").then(({ isUnsure, endSession, forgetChildren }) =>
    isUnsure() ? endSession().then((over) => say(over ? "wanted" : "unsure")) : tell(forgetChildren),
  );
let ending = end();
/** Asked again where it did not come: nobody is kept out by it for good. */
const ended = () => (ending = ending.catch(end));

passwordFields(form);

// A tablet of the town (desk/tablettes.js) opens with a code.
const tablet = document.getElementById("tablette");
window.caches?.has("preau-tablette").then((is) => (tablet.hidden = !is));
tablet.firstElementChild.search = location.search;

onSubmit(form, async (data) => {
  await ended(); // its answer takes the cookie away: before the new one comes
  return opened(await post(apiPath("session"), { email: data.get("email").trim(), password: data.get("password") }));
});

// Below the first view's needs: what speaks to passkeys comes after it.
import("../components/passkey-sign-in.js").then(({ offerPasskeys }) =>
  offerPasskeys({
    place: document.getElementById("cle"),
    ready: ended,
    opened,
    refused: (problem) => refuse(form, problem),
  }),
);

// The address that was typed follows to the next page, where no server sees it.
forgotten.addEventListener("click", () => {
  const { value } = form.elements.email;
  if (value) forgotten.hash = new URLSearchParams({ adresse: value.trim() });
});

/** The session is open, or waits for the second factor of an agent. */
function opened(me) {
  if (!me.pending) return enter(me, tellAgain);
  tellAgain();
  const target = `${pagePath("double-verification")}/${location.search}`;
  location.replace(target);
}

/** Nobody is signed in here. */
function tell(forgetChildren) {
  if (left) say(left);
  return forgetChildren();
}

/** The screen says it once more, where it can be done again. */
function tellAgain() {
  if (left === "lost") sessionStorage.setItem(LEFT, left);
}

/** Why the page is there. */
function say(why) {
  document.getElementById(`sortie-${why}`).hidden = false;
}
