/** No more reminders: the page behind the link of one. */
import { mailedCode } from "../base/mailed-code.js";
import { apiPath } from "../base/paths.js";
import { onSubmit } from "../components/form.js";

const form = document.getElementById("arreter");
const done = document.getElementById("arretes");
const { code } = mailedCode();

form.hidden = !code;
document.getElementById("sans-lien").hidden = Boolean(code);

onSubmit(form, async () => {
  // As a mail program would (RFC 8058): the code is all it takes, and a second time changes nothing.
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  const response = await fetch(apiPath("reminders", code), { method: "POST", body });
  if (response.status === 404)
    throw {
      title: "Ce lien ne convient pas",
      message: "Ouvrez le lien du dernier rappel reçu, ou choisissez dans Mon compte.",
    };
  if (!response.ok) throw { title: "Le service ne répond pas", message: "Réessayez dans un instant." };
  form.hidden = true;
  done.hidden = false;
  done.focus();
});
