/** A tablet of the town: one touches one's name, types one's code, and takes attendance. */
import { ask, met } from "../base/api.js";
import { apiPath, named } from "../base/paths.js";
import { post } from "../base/writes.js";
import { enter } from "../components/entering.js";
import { onSubmit } from "../components/form.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const DIGITS = 6;
const byId = (id) => document.getElementById(id);
const form = byId("code");
const people = byId("personnes");
let who;

delete met.unauthenticated; // nobody is signed in here

async function start() {
  try {
    const { name, town, people: known } = await ask("GET", apiPath("tablet"));
    byId("nom").textContent = `${name}, ${town}`;
    people.querySelector("ul").replaceChildren(...known.map(rowOf));
    byId("personne").hidden = known.length > 0;
    people.hidden = false;
    hideTrouble();
  } catch (problem) {
    showTrouble(problem.code === "not_found" ? NOT_ONE : problem, start);
  }
}

const NOT_ONE = {
  code: "not_found",
  title: "Cet appareil n’est pas une tablette de la commune",
  message: "Connectez-vous avec votre mot de passe. Le secrétariat peut l’enregistrer dans Tablettes.",
};

function rowOf({ account, name }) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: name,
  });
  button.addEventListener("click", () => choose(account, name));
  const row = document.createElement("li");
  row.append(button);
  return row;
}

function choose(account, name) {
  who = account;
  form.querySelector("label").textContent = `${name}, votre code`;
  form.reset();
  people.hidden = true;
  form.hidden = false;
  form.elements.pin.focus();
}

byId("autre").addEventListener("click", () => {
  form.hidden = true;
  people.hidden = false;
  byId("personnes-titre").focus();
});

/** The last digit is the gesture: a hand that holds a child has no other to press a button. */
form.elements.pin.addEventListener("input", ({ target }) => {
  if (target.value.length === DIGITS) form.requestSubmit();
});

onSubmit(form, async (data) => {
  const { commune } = await post(apiPath("tablet", "session"), { account: who, pin: data.get("pin") });
  const first = `/mairie/pointage/?commune=${encodeURIComponent(commune)}`;
  await enter(await ask("GET", apiPath("me")), () => {}, named("suite") ? undefined : first);
});

byId("mot-de-passe").search = location.search;
start();
