/** Writing to many families: whom, what, how many they are, and then the mails leave. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen, town } from "../base/desk.js";
import { draft, dropDraft, keepDraft } from "../base/desk-drafts.js";
import { named } from "../base/paths.js";
import { post } from "../base/writes.js";
import { onSubmit, refuse } from "../components/form.js";
import { once } from "../components/once.js";
import { EXAMPLES } from "./announcement-examples.js";
import { showOtherwise } from "./announcement-otherwise.js";
import { documentName, documentRow, sendTownFile } from "./town-files.js";

const MOST_FILES = 3;
const HINTS = {
  service: "Celles qui l’ont réservé ce mois-ci ou réservent le suivant, ou dont un enfant y est inscrit.",
  booked: "Elles reçoivent ce message même si elles ne veulent pas de messages à toutes les familles.",
  not_activated: "Aux adresses que la mairie connaît. Pour les inviter à ouvrir leur compte, passez par Familles.",
};
/** What each audience names besides itself, as the API calls it. */
const NEEDED = {
  school: ["school"],
  class: ["school", "school_class"],
  service: ["service"],
  booked: ["service", "day"],
};

const byId = (id) => document.getElementById(id);
const form = byId("formulaire");
const fields = form.elements;
let documents = [];
let place;

export async function openForm() {
  const { commune } = await town();
  place = `${commune.id}.message`;
  const choices = await get(await deskPath("announcements"));
  options(fields.kind, choices.kinds);
  options(fields.school, choices.schools, "Toutes les écoles");
  options(fields.service, choices.services, "Tous les services");
  const kept = await draft(place);
  write(kept?.fields ?? EXAMPLES[named("exemple")] ?? {});
  byId("gardee").hidden = !kept;
  byId("ecrire").hidden = false;
  byId("ecrire-titre").focus();
}

function options(select, choices, all) {
  const found = choices.map(({ code, name }) => new Option(name, code));
  select.replaceChildren(...(all ? [new Option(all, "")] : []), ...found);
}

function write({ kind = "everybody", files = [], ...others }) {
  fields.kind.value = kind;
  for (const [name, value] of Object.entries(others)) if (fields[name]) fields[name].value = value;
  documents = files;
  follow();
}

/** Only what the audience needs is asked for. */
function follow() {
  const kind = fields.kind.value;
  for (const box of form.querySelectorAll("[data-of]")) {
    box.hidden = !box.dataset.of.split(" ").includes(kind);
    for (const control of box.querySelectorAll(".input")) {
      control.disabled = box.hidden;
      control.required = !box.hidden && needsValue(kind, control.name);
    }
  }
  byId("kind-hint").textContent = HINTS[kind] ?? "";
  byId("kind-hint").hidden = !HINTS[kind];
  byId("documents").replaceChildren(...documents.map(rowOf));
}

const needsValue = (kind, name) =>
  (name === "school" && kind === "school") ||
  (name === "service" && kind === "service") ||
  name === "school_class" ||
  name === "day";

const rowOf = (each) =>
  documentRow(each, () => {
    documents = documents.filter((other) => other !== each);
    changed();
  });

function audience() {
  const kind = fields.kind.value;
  const said = (NEEDED[kind] ?? []).map((name) => [name === "school_class" ? "class" : name, fields[name].value]);
  return Object.fromEntries([["kind", kind], ...said.filter(([, value]) => value)]);
}

const text = () => ({ subject: fields.subject.value, text: fields.text.value, files: documents });

/** What was counted is counted no more. */
function changed() {
  follow();
  byId("compte").hidden = true;
  const kept = Object.fromEntries(new FormData(form));
  keepDraft(place, { fields: { ...kept, files: documents } });
}

form.addEventListener("input", changed);
byId("oublier").onclick = async () => {
  await dropDraft(place);
  location.reload();
};

/** Two buttons send the form: to oneself, which asks for the text alone; or to be counted. */
let isTrial = false;
for (const button of form.querySelectorAll("[type=submit]"))
  button.addEventListener("click", () => {
    isTrial = button.id === "essai";
  });
onSubmit(form, () => (isTrial ? sendTrial() : count()), { part: () => (isTrial ? byId("message-ecrit") : form) });

/** A page of families at a time, so that a large town is counted too. */
async function count() {
  const asked = audience();
  const path = await deskPath("announcements", "audience");
  const found = { families: 0, reached: 0, addresses: 0, stopped: 0, otherwise: [] };
  let after = "";
  do {
    const page = await get(path, { ...asked, ...(after && { after }) });
    for (const number of ["families", "reached", "addresses", "stopped"]) found[number] += page[number];
    found.otherwise.push(...page.otherwise);
    after = page.next;
  } while (after);
  showCount(found, asked);
}

const counted = (number, word) => `${number} ${word}${number < 2 ? "" : "s"}`;

function showCount({ families, reached, addresses, stopped, otherwise }, asked) {
  const box = byId("compte");
  byId("compte-titre").textContent = families ? titleOf(reached, otherwise.length) : "Aucune famille";
  byId("compte-phrase").textContent = [
    addresses ? `Le message part à ${counted(addresses, "adresse")}.` : "Personne ne recevrait ce message.",
    stopped &&
      `${counted(stopped, "personne")} ne ${stopped < 2 ? "veut" : "veulent"} pas de ces e-mails : le message reste à lire dans leur espace.`,
  ]
    .filter(Boolean)
    .join(" ");
  byId("envoyer").hidden = !addresses;
  byId("envoyer").textContent = `Envoyer à ${counted(reached, "famille")}`;
  byId("envoyer").onclick = () => sendAll(asked);
  showOtherwise(byId("autrement"), otherwise);
  box.hidden = false;
  byId("compte-titre").focus();
}

const titleOf = (reached, others) =>
  `${counted(reached, "famille")} ${reached < 2 ? "reçoit" : "reçoivent"} ce message${others ? `, ${others} à prévenir autrement` : ""}`;

byId("relire").onclick = () => fields.subject.focus();

/** Under one key for one text: sent again after a reload, it leaves once. */
async function sendAll(asked) {
  const body = { ...text(), audience: asked };
  const leave = async () => {
    const sent = (await draft(place))?.sent;
    const words = JSON.stringify(body);
    const key = sent?.words === words ? sent.key : crypto.randomUUID();
    const kept = { ...Object.fromEntries(new FormData(form)), files: documents };
    await keepDraft(place, { fields: kept, sent: { words, key } });
    const { id } = await post(await deskPath("announcements"), body, { key });
    await dropDraft(place);
    location.assign(deskScreen("informer", { message: id }));
  };
  await once(byId("envoyer"), leave, (problem) => refuse(form, problem));
}

async function sendTrial() {
  const { sentence } = await post(await deskPath("announcements", "trial"), text());
  announce(sentence);
}

byId("files").addEventListener("change", async ({ target: input }) => {
  input.setAttribute("aria-busy", "true");
  try {
    for (const file of [...input.files].slice(0, MOST_FILES - documents.length))
      documents = [...documents, { file: await sendTownFile(file), name: documentName(file) }];
    changed();
    announce("Les documents sont joints.");
  } catch (problem) {
    refuse(form, problem, input);
  } finally {
    input.value = "";
    input.removeAttribute("aria-busy");
  }
});
