/** Asking for the mail that lets choose another password. */
import { onSubmit } from "../components/form.js";
import { apiPath } from "../base/paths.js";
import { post } from "../base/writes.js";

const form = document.getElementById("oublie");
const sent = document.getElementById("envoye");

form.elements.email.value = new URLSearchParams(location.hash.slice(1)).get("adresse") ?? "";

onSubmit(form, async (data) => {
  await post(apiPath("password-resets"), { email: data.get("email").trim() });
  form.hidden = true;
  sent.hidden = false;
  sent.focus();
});

document.getElementById("corriger").addEventListener("click", () => {
  sent.hidden = true;
  form.hidden = false;
  form.elements.email.focus();
});
