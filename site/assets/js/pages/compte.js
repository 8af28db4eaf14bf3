/** Mon compte. */
import { announce } from "../base/announce.js";
import { mailedCode } from "../base/mailed-code.js";
import { withFamily } from "../base/screens.js";
import { me, remember } from "../base/session.js";
import { onSubmit } from "../components/form.js";
import { passwordFields } from "../components/password-field.js";
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
}

async function showSessions() {
  const { showDevices } = await import("../components/devices.js");
  return showDevices({
    list: byId("appareils"),
    others: byId("deconnecter-autres"),
    trouble: byId("appareils-panne"),
    title: byId("appareils-titre"),
  });
}

passwordFields();

onSubmit(passwordForm, async (data) => {
  await put(apiPath("me", "password"), {
    current_password: data.get("current_password"),
    new_password: data.get("new_password"),
  });
  passwordForm.reset();
  announce("Votre mot de passe est changé. Vos autres appareils sont déconnectés.");
  showSessions();
  refreshCalendar();
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
    showSessions();
    refreshCalendar();
    byId("adresse-titre").focus();
  });
}

/** Another password, or another address, has replaced the calendar's address. */
let refreshCalendar = () => {};

/** In the order in which they stand: the mails and the calendar first. */
async function showMore() {
  const { chooseMails } = await import("../components/mails-at-will.js");
  const { showCalendar } = await import("../components/calendar-address.js");
  const { showMyData } = await import("../components/my-data.js");
  const trouble = byId("rappels-panne");
  await Promise.all([
    chooseMails({ kind: "reminders", box: byId("rappels-choix"), trouble }),
    chooseMails({ kind: "announcements", box: byId("messages-choix"), trouble }),
  ]);
  refreshCalendar = await showCalendar({
    section: byId("agenda"),
    trouble: byId("agenda-panne"),
    title: byId("agenda-titre"),
  });
  showMyData(byId("donnees"), (await me()).families);
}

async function start() {
  show(await me());
  showMore();
  await showSessions();
}

start().catch(() => {});
