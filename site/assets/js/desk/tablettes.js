/** Tablettes: the code of who looks after children, and the tablets that it opens. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, has, town } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { apiPath } from "../base/paths.js";
import { post, put, remove } from "../base/writes.js";
import { onSubmit } from "../components/form.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

/** A cache of this name, which holds nothing, has the sign-in page of this device offer the code: signing out leaves it. */
const TABLET = "preau-tablette";

const byId = (id) => document.getElementById(id);

async function start() {
  try {
    const here = await town();
    if (has(here, "childcare")) await showPin();
    if (has(here, "secretary", "administrator")) await showTablets();
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

async function showPin() {
  sayPin(await get(apiPath("me", "pin")));
  byId("mon-code").hidden = false;
}

const sayPin = ({ chosen }) =>
  (byId("mon-code-phrase").textContent = chosen
    ? "Vous avez un code. En choisir un autre remplace celui-ci partout."
    : "Vous n’avez pas encore de code.");

onSubmit(byId("choisir"), async (data) => {
  sayPin(await put(apiPath("me", "pin"), { pin: data.get("pin") }));
  byId("choisir").reset();
  announce("Votre code est gardé.");
  byId("mon-code-titre").focus();
});

async function showTablets() {
  const { devices } = await get(await deskPath("devices"));
  byId("liste").replaceChildren(...devices.map(rowOf));
  byId("liste").hidden = !devices.length;
  byId("aucune").hidden = devices.length > 0;
  byId("tablettes").hidden = false;
}

function rowOf({ id, name, sentence }) {
  const row = fill(clone("tablette"), { name, sentence });
  const button = part(row, "end");
  button.setAttribute("aria-label", `Retirer ${name}`);
  button.addEventListener("click", async () => {
    try {
      await remove(await deskPath("devices", id));
      announce(`${name} est retirée.`);
      await showTablets();
      byId("tablettes-titre").focus();
    } catch (problem) {
      showTrouble(problem, hideTrouble);
    }
  });
  return row;
}

onSubmit(byId("enregistrer"), async (data) => {
  const { sentence } = await post(await deskPath("devices"), { name: data.get("name") });
  await window.caches?.open(TABLET);
  byId("enregistrer").reset();
  await showTablets();
  announce(sentence);
  byId("tablettes-titre").focus();
});

start();
