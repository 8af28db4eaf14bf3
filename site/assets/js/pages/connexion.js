/** Signing in. */
import { FRAGMENT, LEFT, forget, knownMe, remember } from "../base/session.js";
import { onSubmit } from "../components/form.js";
import { passwordFields } from "../components/password-field.js";
import { post } from "../base/writes.js";

const form = document.getElementById("connexion");
const forgotten = document.getElementById("oublie");

// Whoever is signed in has nothing to do here. A session that is over comes back, without what was known of it.
if (knownMe()) location.replace(afterSignIn());

const left = sessionStorage.getItem(LEFT);
sessionStorage.removeItem(LEFT);
if (left) document.getElementById(`sortie-${left}`).hidden = false;

passwordFields(form);

onSubmit(form, async (data) => {
  const me = await post("/api/session", { email: data.get("email").trim(), password: data.get("password") });
  const target = afterSignIn();
  await forget(); // of whoever used this device before
  remember(me);
  location.replace(target);
});

// The address that was typed follows to the next page, where no server sees it.
forgotten.addEventListener("click", () => {
  const { value } = form.elements.email;
  if (value) forgotten.hash = new URLSearchParams({ adresse: value.trim() });
});

/** Where to go once signed in: back to the screen that asked for it. Another site's address is no screen of ours. */
function afterSignIn() {
  const asked = new URLSearchParams(location.search).get("suite") ?? "";
  const url = new URL(asked.startsWith("/") ? asked : "/espace/", location.origin);
  const fragment = sessionStorage.getItem(FRAGMENT) ?? "";
  sessionStorage.removeItem(FRAGMENT);
  return url.origin === location.origin ? url.pathname + url.search + fragment : "/espace/";
}
