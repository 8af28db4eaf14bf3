/** Signing in. */
import { post } from "./api.js";
import { afterSignIn, forget, remember } from "./base/session.js";
import { onSubmit } from "./components/form.js";
import { passwordFields } from "./components/password-field.js";

const form = document.getElementById("connexion");
const forgotten = document.getElementById("oublie");

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
