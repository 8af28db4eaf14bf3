/**
 * Two files of one family made one: `?garde=` stays, `?autre=` goes. What is shown is what is done. Without any, the files of the town that
 * look alike, and the merges that stopped on their way.
 */
import { get } from "../base/api.js";
import { deskPath, deskScreen, town } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { named } from "../base/paths.js";
import { post } from "../base/writes.js";
import { onSubmit } from "../components/form.js";
import { once } from "../components/once.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const kept = named("garde");
const other = named("autre");
const form = byId("reunion");
const keep = new Map();
let seen;
let summary = "";

const lines = (list, template, texts) => list.replaceChildren(...texts.map((text) => fill(clone(template), { text })));

const ask = async (body) => post(await deskPath("files", kept, "merge"), { other, ...body });

const finishing = async (family, gone) => post(await deskPath("files", family, "merge"), { other: gone, finish: true });

/** Who each child of the other file is, as it is chosen now; null before anything is shown: the server says what is sure. */
function same() {
  const chosen = [...byId("enfants").querySelectorAll("select")].filter(({ value }) => value);
  return Object.fromEntries(chosen.map((select) => [select.name, select.value]));
}

function showFiles(files) {
  const roles = ["Gardé", "Réuni au premier, puis fermé"];
  const shown = files.map(({ family, name, street }, place) => {
    const made = fill(clone("dossier"), { role: roles[place], name, street });
    part(made, "open").href = deskScreen("famille", { id: family });
    part(made, "whom").textContent = place ? "qui sera fermé" : "gardé";
    part(made, "swap").hidden = !place;
    part(made, "swap").href = deskScreen("fusion", { garde: family, autre: kept });
    return made;
  });
  byId("deux").replaceChildren(...shown);
}

function showChildren(children) {
  const rows = children.map(({ child, words, same: is, choices }) => {
    const made = fill(clone("enfant"), { words });
    const select = made.querySelector("select");
    select.name = child;
    select.append(new Option("N’est pas dans le dossier gardé : le rejoint", ""));
    select.append(...choices.map((one) => new Option("C’est le même enfant : " + one.words, one.child)));
    select.value = is ?? "";
    select.addEventListener("change", () => preview(same()));
    return made;
  });
  byId("enfants").replaceChildren(...rows);
  byId("memes").hidden = !children.length;
}

/** One of the values each, and what that leaves out; what was chosen before stays chosen. */
function showFields(fields) {
  const rows = fields.map(({ field, label, options }) => {
    const made = fill(clone("champ"), { label });
    made.dataset.missing = `Dites lequel est juste : ${label}.`;
    made.querySelector(".error").id = field + "-error";
    part(made, "options").append(...options.map((option) => optionOf(made, field, option)));
    return made;
  });
  byId("champs").replaceChildren(...rows);
  byId("differences").hidden = !fields.length;
}

function optionOf(made, field, { family, value, drops }) {
  const shown = fill(clone("valeur"), { value });
  const radio = shown.querySelector("input");
  Object.assign(radio, { name: field, value: family, checked: keep.get(field) === family });
  radio.setAttribute("aria-describedby", field + "-error");
  const choose = () => {
    keep.set(field, family);
    fill(made, { drops });
    answered(made);
    calm();
  };
  radio.addEventListener("change", choose);
  if (radio.checked) choose();
  return shown;
}

/** What was missing of this one is said no more. */
function answered(made) {
  made.querySelector(".error").hidden = true;
  for (const radio of made.querySelectorAll("[aria-invalid]")) radio.removeAttribute("aria-invalid");
  if (!form.querySelector("[aria-invalid=true]")) form.querySelector("[data-errors]").hidden = true;
}

/** The last button is pressed twice: the second time it says what goes. Whatever is chosen anew takes it back to the first. */
function calm() {
  delete form.dataset.sure;
  byId("certain").hidden = true;
  if (seen) byId("reunir").textContent = summary;
}

function isSure() {
  if (form.dataset.sure) return true;
  form.dataset.sure = "yes";
  byId("certain").hidden = false;
  byId("reunir").textContent = `Oui, fermer le second dossier et ${summary.replace(/^Réunir/, "réunir")}`;
  byId("certain").focus();
  return false;
}

function show(said) {
  if (said.merged) return finish(said.files[0].family);
  if (said.unfinished) return stopped();
  seen = said.seen;
  showFiles(said.files);
  byId("obstacles").hidden = !said.obstacles.length;
  lines(byId("obstacles").querySelector("ul"), "ligne", said.obstacles);
  byId("choix").hidden = said.obstacles.length > 0;
  showFields(said.fields);
  lines(byId("suit"), "ligne", said.follows);
  lines(byId("remarques"), "phrase", said.remarks);
  summary = said.summary;
  calm();
  form.hidden = false;
  return undefined;
}

/** `chosen`: who is the same; without it the server says what is sure, and the children are shown. */
async function preview(chosen) {
  try {
    const said = await ask({ dry: true, keep: {}, ...(chosen && { same: chosen }) });
    if (!chosen && !said.merged) showChildren(said.children);
    show(said);
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, () => preview(chosen));
  }
}

/** It was decided and has begun: there is nothing to choose. */
function stopped() {
  byId("inachevee").hidden = false;
  const button = byId("terminer");
  button.onclick = () => begin(button, async () => finish((await finishing(kept, other)).files[0].family));
  button.focus();
}

function begin(button, act) {
  const done = async () => {
    await act();
    hideTrouble();
  };
  return once(button, done, (problem) => showTrouble(problem, () => begin(button, act)));
}

function finish(family) {
  form.hidden = true;
  byId("inachevee").hidden = true;
  byId("explication").hidden = true;
  byId("ouvrir").href = deskScreen("famille", { id: family });
  byId("fini").hidden = false;
  byId("ouvrir").focus();
}

onSubmit(form, async (data) => {
  if (!isSure()) return;
  const fields = [...byId("champs").querySelectorAll("input:checked")].map(({ name }) => [name, data.get(name)]);
  show(await ask({ keep: Object.fromEntries(fields), same: same(), seen }));
});

const found = ({ id, name, street, children }) => {
  const row = fill(clone("trouve"), {
    name,
    what: [street, ...children.map((one) => one.name)].filter(Boolean).join(" · "),
  });
  part(row, "name").href = deskScreen("fusion", { garde: kept, autre: id });
  return row;
};

async function look() {
  const { families } = await get(await deskPath("files"), { search: byId("autre").value.trim() });
  const others = families.filter(({ id }) => id !== kept);
  byId("autres").replaceChildren(...others.map(found));
  byId("trouves").textContent = others.length ? "" : "Aucun autre dossier trouvé.";
}

function pair({ kept: one, other: two, why }) {
  const made = fill(clone("paire"), {
    kept: one.name,
    "kept-words": one.words,
    other: two.name,
    "other-words": two.words,
    why,
    whom: `${one.name} et ${two.name}`,
  });
  part(made, "link").href = deskScreen("fusion", { garde: one.family, autre: two.family });
  return made;
}

function unfinished({ kept: one, other: gone }) {
  const made = fill(clone("inacheve"), {
    kept: one.name,
    "kept-words": one.words,
    why: "Une réunion s’est arrêtée en route : tant qu’elle n’est pas terminée, cette famille n’est pas facturée.",
    whom: `de la famille ${one.name}`,
  });
  const button = part(made, "finish");
  button.addEventListener("click", () =>
    begin(button, async () => {
      await finishing(one.family, gone);
      await showDoubles();
      byId("fusion").focus();
    }),
  );
  return made;
}

async function showDoubles() {
  const { pairs, more, unfinished: stoppedOnes } = await get(await deskPath("doubles"));
  byId("paires").replaceChildren(...pairs.map(pair));
  byId("inacheves").replaceChildren(...stoppedOnes.map(unfinished));
  byId("inacheves").hidden = !stoppedOnes.length;
  byId("doubles-combien").textContent = pairs.length
    ? "Même enfant, même adresse e-mail ou même téléphone : à vous de dire si c’est la même famille. Deux foyers d’un même enfant n’y sont pas."
    : "Aucun dossier ne ressemble à un autre.";
  byId("doubles-suite").textContent = more;
  byId("doubles").hidden = false;
}

byId("chercher-autre").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!byId("autre").value.trim()) return byId("autre").focus();
  look().catch((problem) => showTrouble(problem, look));
});

async function start() {
  try {
    await town();
    if (!kept) await showDoubles();
    else byId("renoncer").href = deskScreen("famille", { id: kept });
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
    return;
  }
  if (kept && other) await preview();
  else if (kept) {
    byId("chercher-autre").hidden = false;
    byId("autre").focus();
  }
}

start();
