/** No more mails of a kind: the page behind the link of one. `?de=mairie`: what a town writes to all; else the reminders. */
import { mailedCode } from "../base/mailed-code.js";
import { apiPath, named } from "../base/paths.js";
import { onSubmit } from "../components/form.js";

const form = document.getElementById("arreter");
const done = document.getElementById("arretes");
const { code } = mailedCode();
const isTown = named("de") === "mairie";

for (const part of document.querySelectorAll("[data-of]")) part.hidden = (part.dataset.of === "mairie") !== isTown;

form.hidden = !code;
document.getElementById("sans-lien").hidden = Boolean(code);

onSubmit(form, async () => {
  // As a mail program would (RFC 8058): the code is all it takes, and a second time changes nothing.
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  const response = await fetch(apiPath(isTown ? "announcements" : "reminders", code), { method: "POST", body });
  if (response.status === 404)
    throw {
      title: "Ce lien ne convient pas",
      message: "Ouvrez le lien du dernier e-mail reçu, ou choisissez dans Mon compte.",
    };
  if (!response.ok) throw { title: "Le service ne répond pas", message: "Réessayez dans un instant." };
  form.hidden = true;
  done.hidden = false;
  done.focus();
});
