/** Mon compte. */
import { announce } from "../base/announce.js";
import { mailedCode } from "../base/mailed-code.js";
import { withFamily } from "../base/screens.js";
import { knownMe, me, remember } from "../base/session.js";
import { onSubmit } from "../components/form.js";
import { passwordFields } from "../components/password-field.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { apiPath } from "../base/paths.js";
import { post, put } from "../base/writes.js";

const byId = (id) => document.getElementById(id);
const passwordForm = byId("mot-de-passe");
const addressForm = byId("adresse");
const { code, email } = mailedCode();

function show({ account, families }) {
  byId("adresse-actuelle").textContent = account.email;
  byId("adresse-alerte").textContent = account.mail_alert;
  byId("adresse-alerte").hidden = !account.mail_alert;
  byId("familles").textContent =
    families.map(({ commune, family }) => `${family.name} (${commune.name})`).join(", ") || "Aucune";
  passwordForm.elements.username.value = account.email;
  byId("qui").setAttribute("aria-busy", "false");
}

/** Below the first view: what it needs comes after it. */
const settings = () => import("../components/account-settings.js");

/** Another password, or another address, has signed out the other devices and replaced the calendar's address. */
async function showWhatEnded() {
  try {
    await (await settings()).readDevices();
  } catch (problem) {
    showTrouble(problem, showWhatEnded, { stay: true });
  }
}

passwordFields();

onSubmit(passwordForm, async (data) => {
  await put(apiPath("me", "password"), {
    current_password: data.get("current_password"),
    new_password: data.get("new_password"),
  });
  passwordForm.reset();
  announce("Votre mot de passe est changé. Vos autres appareils sont déconnectés.");
  showWhatEnded();
});

onSubmit(addressForm, async (data) => {
  await post(apiPath("me", "address"), { email: data.get("email").trim(), password: data.get("password") });
  addressForm.hidden = true;
  byId("lien-envoye").hidden = false;
  byId("lien-envoye").focus();
});

if (code) {
  const confirmation = byId("confirmer");
  confirmation.querySelector("[data-part=email]").textContent = email;
  confirmation.hidden = false;
  byId("confirmer-titre").focus();
  onSubmit(confirmation.querySelector("form"), async () => {
    await post(apiPath("me", "address", "confirm"), { email, code });
    history.replaceState(null, "", withFamily() || location.pathname);
    confirmation.hidden = true;
    const known = await me();
    known.account.email = email;
    known.account.mail_alert = null;
    remember(known);
    show(known);
    announce("Votre adresse e-mail est changée. Vos autres appareils sont déconnectés.");
    showWhatEnded();
    byId("adresse-titre").focus();
  });
}

async function showSettings() {
  hideTrouble();
  try {
    const [below, { families }] = await Promise.all([settings(), me()]);
    await below.showSettings(families);
  } catch (problem) {
    // Whoever types in a form above stays there.
    showTrouble(problem, showSettings, { stay: true });
  }
}

async function start() {
  const known = knownMe();
  if (known) show(known);
  else show(await me());
  // Nobody waits for what follows: what is known is shown first.
  await new Promise(requestAnimationFrame);
  showSettings();
  if (known) show(await me());
}

start().catch((problem) => showTrouble(problem, () => location.reload()));
