/** Notifications on this device: which kinds, and on which others. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { dayInFull } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { apiPath } from "../base/paths.js";
import { browserHere, isSubscribed, subscribe, unsubscribe, whyNotHere } from "../base/push.js";
import { post, remove } from "../base/writes.js";
import { onSubmit, refuse } from "../components/form.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const form = byId("notifications");
const devices = (...path) => apiPath("me", "push-devices", ...path);

/** What the API said last. */
let told;
const current = () => told.devices.find((device) => device.current);

async function read() {
  hideTrouble();
  try {
    told = await get(devices());
    show(await isSubscribed());
  } catch (problem) {
    showTrouble(problem, read);
  }
  byId("wait").hidden = true;
}

/** `here`: the browser still has an address. Where it dropped it, the device is as one that never chose. */
function show(here) {
  const why = told.key ? whyNotHere() : "none";
  for (const sentence of document.querySelectorAll("[data-why]")) sentence.hidden = sentence.dataset.why !== why;
  byId("mails").hidden = !why;
  if (why === "denied") showWays();
  const chosen = here ? current() : undefined;
  form.hidden = Boolean(why);
  byId("choices").replaceChildren(...told.kinds.map((kind) => choiceOf(kind, chosen)));
  part(form, "quiet").textContent = told.quiet;
  form.elements.quiet.checked = chosen?.quiet ?? true;
  part(form, "send").textContent = chosen ? "Enregistrer" : "Me prévenir sur cet appareil";
  byId("stop").hidden = !chosen;
  const others = told.devices.filter((device) => device !== chosen);
  byId("others").hidden = !others.length;
  byId("others-list").replaceChildren(...others.map(itemOf));
}

/** How to allow them again: of this browser, where it is known, else of each. */
function showWays() {
  const browser = browserHere();
  for (const way of part(byId("denied"), "ways").children)
    way.hidden = Boolean(browser) && way.dataset.browser !== browser;
}

byId("allowed").addEventListener("click", async () => {
  await read();
  if (byId("denied").hidden) return byId("title").focus();
  announce("Ce navigateur refuse encore les notifications de ce portail.");
});

function choiceOf({ kind, label }, chosen) {
  const choice = fill(clone("kind"), { label });
  const box = choice.querySelector("input");
  box.value = kind;
  box.checked = chosen?.kinds.includes(kind) ?? true;
  return choice;
}

function itemOf({ id, device, since }) {
  const item = fill(clone("device"), { device, since: `Depuis le ${dayInFull(since.slice(0, 10))}.`, name: device });
  item.querySelector("button").addEventListener("click", ({ currentTarget }) => end(currentTarget, id, device));
  return item;
}

onSubmit(form, async (data) => {
  const kinds = data.getAll("kind");
  if (!kinds.length)
    return refuse(form, {
      title: "Rien n’est coché",
      message: "Cochez au moins une ligne, ou arrêtez les notifications.",
    });
  const permission = await Notification.requestPermission();
  if (permission === "denied") {
    show(false);
    return byId("denied").focus(); // the button that had the focus is gone
  }
  if (permission !== "granted")
    return refuse(form, {
      title: "Votre navigateur attend votre accord",
      message:
        "Il a posé une question : touchez « Autoriser ». Si vous ne la voyez plus, touchez de nouveau le bouton.",
    });
  let address;
  try {
    address = await subscribe(told.key, { anew: !current() });
  } catch {
    const message =
      "Ce navigateur n’a pas pu s’abonner aux notifications. Réessayez plus tard ; les e-mails continuent d’arriver.";
    return refuse(form, { title: "Notifications impossibles pour le moment", message });
  }
  await post(devices(), { endpoint: address.endpoint, keys: address.keys, kinds, quiet: form.elements.quiet.checked });
  announce("C’est enregistré : cet appareil vous préviendra.");
  await read();
});

byId("stop").addEventListener("click", async ({ currentTarget }) => {
  await end(currentTarget, "current", "Cet appareil");
  await unsubscribe().catch(() => {});
  await read();
});

async function end(button, id, name) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await remove(devices(id));
    announce(`${name} ne sera plus prévenu.`);
    await read();
    byId("title").focus(); // the button that had the focus is gone
  } catch (problem) {
    showTrouble(problem, read);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

read();
