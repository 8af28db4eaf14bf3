/** The second factor of agents: given after the password, set at the first sign-in, and what is changed of it later. */
import { announce } from "../base/announce.js";
import { ask, met } from "../base/api.js";
import { apiPath, pagePath } from "../base/paths.js";
import { LEFT, knownMe } from "../base/session.js";
import { enter } from "../components/entering.js";
import { onSubmit } from "../components/form.js";
import { showPhone } from "../components/phone-setting.js";
import { post } from "../base/writes.js";

const byId = (id) => document.getElementById(id);
const step = (name) => document.querySelector(`[data-step=${name}]`);
const SIGNING_IN = ["session", "second-factor"];
const MINE = ["me", "second-factor"];
/** Also where this device knows that it is signed out: it is about to sign in. */
const read = (...path) => ask("GET", apiPath(...path));
const left = sessionStorage.getItem(LEFT);

/** Whose phone is set: of who is signing in, or of who is in already. */
let whose = SIGNING_IN;
/** What follows the codes on paper. */
let next = showSettings;

/** Where the session, or the sign-in that waits, is over. */
function askToSignIn() {
  step("connexion").querySelector("a").href = `${pagePath("connexion")}/${location.search}`;
  show("connexion");
  return new Promise(() => {});
}
met.unauthenticated = askToSignIn;
met.second_factor_required = askToSignIn;

function show(name) {
  for (const one of document.querySelectorAll("[data-step]")) one.hidden = one.dataset.step !== name;
  const place = step(name);
  (place.querySelector("input") ?? place.querySelector("h2")).focus();
}

const enterTold = (me) =>
  enter(me, () => left === "lost" && sessionStorage.setItem(LEFT, left), me.agent_of.length ? "/mairie/" : undefined);

const give = (method) => async (data) =>
  enterTold(await post(apiPath(...SIGNING_IN), { method, code: data.get("code") }));
onSubmit(byId("donner"), give("phone"));
onSubmit(byId("secours"), give("recovery"));
for (const button of document.querySelectorAll("[data-to]"))
  button.addEventListener("click", () => show(button.dataset.to));

async function setPhone() {
  showPhone(step("telephone"), await read(...whose, "phone"));
  show("telephone");
}

onSubmit(byId("telephone"), async (data) => {
  const kept = await post(apiPath(...whose, "phone"), { code: data.get("code") });
  if (kept.me) next = () => enterTold(kept.me);
  showCodes(kept.recovery_codes);
});

function showCodes(codes) {
  const list = step("feuille").querySelector("ol");
  list.replaceChildren(...codes.map((code) => Object.assign(document.createElement("li"), { textContent: code })));
  show("feuille");
}

const onClick = (selector, act) => document.querySelector(selector).addEventListener("click", act);
onClick("[data-print]", () => print());
onClick("[data-copy]", async () => {
  const codes = [...document.querySelectorAll(".factor-codes li")].map((item) => item.textContent);
  await navigator.clipboard?.writeText(codes.join("\n")).then(
    () => announce("Les codes sont copiés."),
    () => announce("La copie n’a pas marché : imprimez-les, ou recopiez-les."),
  );
});
onClick("[data-kept]", () => next());

const day = (at) => new Date(at).toLocaleDateString("fr-FR", { dateStyle: "long" }).replace(/^1 /, "1er ");

async function showSettings() {
  whose = MINE;
  const { set_at, recovery_codes_left: codes, reset_asked, wrong_codes_at: wrong } = await read(...MINE);
  const remaining = codes > 1 ? `${codes} codes de secours` : codes ? "un code de secours" : "aucun code de secours";
  const place = step("reglages");
  place.querySelector("[data-part=state]").textContent =
    `Votre téléphone est enregistré depuis le ${day(set_at)}. Il vous reste ${remaining}.`;
  place.querySelector("[data-part=reset]").hidden = !reset_asked;
  const told = place.querySelector("[data-part=wrong]");
  told.hidden = !wrong;
  told.querySelector("span").textContent = wrong && day(wrong);
  show("reglages");
}

/** A refusal is said under the buttons. */
async function tried(does) {
  const trouble = step("reglages").querySelector("[data-part=trouble]");
  trouble.hidden = true;
  try {
    await does();
  } catch ({ message }) {
    trouble.textContent = message;
    trouble.hidden = false;
  }
}
onClick("[data-new-codes]", () =>
  tried(async () => showCodes((await post(apiPath(...MINE, "recovery-codes"))).recovery_codes)),
);
onClick("[data-new-phone]", () => tried(setPhone));

async function start() {
  const waits = !knownMe() && (await fetch(apiPath(...SIGNING_IN)));
  if (!waits?.ok) return showSettings();
  const { enrols } = await waits.json();
  return enrols ? setPhone() : show("donner");
}

start().catch(() => show("panne"));
