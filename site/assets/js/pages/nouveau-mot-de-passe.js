/** Choosing another password, with the mailed code. */
import { forget } from "../base/session.js";
import { mailedCode } from "../base/mailed-code.js";
import { onSubmit } from "../components/form.js";
import { passwordFields } from "../components/password-field.js";
import { apiPath } from "../base/paths.js";
import { post } from "../base/writes.js";

const form = document.getElementById("nouveau");
const done = document.getElementById("enregistre");
const { code, email } = mailedCode();

form.hidden = !code;
document.getElementById("sans-lien").hidden = Boolean(code);
form.elements.email.value = email;
passwordFields(form);

onSubmit(form, async (data) => {
  await post(apiPath("password-resets", "confirm"), { email, code, password: data.get("password") });
  await forget();
  form.hidden = true;
  done.hidden = false;
  done.focus();
});
