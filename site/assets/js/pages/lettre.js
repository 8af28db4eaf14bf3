/** A letter of the town: its code, which the address of the page may carry, and the address to which the invitation is mailed. */
import { onSubmit } from "../components/form.js";
import { apiPath } from "../base/paths.js";
import { post } from "../base/writes.js";

const form = document.getElementById("lettre");
const sent = document.getElementById("envoye");

form.elements.code.value = new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
if (form.elements.code.value) form.elements.email.focus();

onSubmit(form, async (data) => {
  const body = { code: data.get("code").trim(), email: data.get("email").trim() };
  const { sentence } = await post(apiPath("activation", "letters"), body);
  document.getElementById("phrase").textContent = sentence;
  form.hidden = true;
  sent.hidden = false;
  sent.focus();
});
