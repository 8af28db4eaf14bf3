/** Signing in. */
import { apiPath } from "../base/paths.js";
import { endSession, isUnsure } from "../base/leaving.js";
import { named } from "../base/paths.js";
import { screen } from "../base/screens.js";
import { FRAGMENT, LEFT, forget, keyOf, knownMe, remember } from "../base/session.js";
import { wayBack } from "../base/way-back.js";
import { onSubmit } from "../components/form.js";
import { passwordFields } from "../components/password-field.js";
import { post } from "../base/writes.js";

const form = document.getElementById("connexion");
const forgotten = document.getElementById("oublie");

// Whoever is signed in has nothing to do here. A session that is over comes back, without what was known of it.
if (knownMe()) location.replace(afterSignIn(knownMe()));

const left = sessionStorage.getItem(LEFT);
sessionStorage.removeItem(LEFT);
const ending = isUnsure() ? endSession() : null;
if (ending) ending.then((over) => say(over ? "wanted" : "unsure"));
else if (left) say(left);

passwordFields(form);

onSubmit(form, async (data) => {
  await ending; // its answer takes the cookie away: before the new one comes
  const me = await post(apiPath("session"), { email: data.get("email").trim(), password: data.get("password") });
  const target = afterSignIn(me);
  await forget(); // of whoever used this device before
  remember(me);
  if (left === "lost") sessionStorage.setItem(LEFT, left); // the screen says it again, where it can be done again
  location.replace(target);
});

// The address that was typed follows to the next page, where no server sees it.
forgotten.addEventListener("click", () => {
  const { value } = form.elements.email;
  if (value) forgotten.hash = new URLSearchParams({ adresse: value.trim() });
});

/** The screen that asked for it; from a commune's own page the first screen, of the family that one has there; the town hall for who is only an agent. */
function afterSignIn({ families, agent_of: towns }) {
  const fragment = sessionStorage.getItem(FRAGMENT);
  sessionStorage.removeItem(FRAGMENT);
  const there = families.find(({ commune }) => commune.id === named("commune"));
  const first = there && screen("", { famille: keyOf(there) });
  const asked = new URLSearchParams(location.search).get("suite") ?? first;
  return wayBack(asked, fragment, families.length || !towns?.length ? undefined : "/mairie/");
}

/** Why the page is there. */
function say(why) {
  document.getElementById(`sortie-${why}`).hidden = false;
}
