/** The file of a family, for those who keep it: read whole, each section changed where it is read. */
import { get } from "../base/api.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { dayInFull } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { named, nowhere } from "../base/paths.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const bodyOf = (id) => part(byId(id), "body");
const id = named("id");
let canWrite = false;

const texts = (...all) => all.filter(Boolean).join(" · ");

/** `{dt: dd}` as a list of facts; what is empty is left out. */
function facts(rows) {
  const list = document.createElement("dl");
  list.className = "summary";
  for (const [label, value, more] of rows) if (value) list.append(fill(clone("fait"), { label, value, more }));
  return list;
}

const sentence = (text, className = "soft") =>
  Object.assign(document.createElement("p"), { textContent: text, className });

/** `act`: what its button opens; none where one may only read. `acts`: [words, name in components/file-acts.js, what it is about]. */
function item({ name, state, tone, alert, first, second, lines = [], acts = [] }, act) {
  const made = fill(clone("personne"), { name, state, whom: name, first, second });
  if (tone) part(made, "state").classList.add("chip-" + tone);
  if (alert) {
    const chip = Object.assign(document.createElement("span"), { className: "chip chip-bad", textContent: alert });
    part(made, "state").after(" ", chip);
  }
  part(made, "lines").replaceChildren(...lines.map((text) => fill(clone("ligne"), { text })));
  part(made, "lines").hidden = !lines.length;
  const button = part(made, "edit");
  button.hidden = !canWrite || !act;
  if (act) button.addEventListener("click", () => edit(act, button));
  if (canWrite) part(made, "acts").append(...acts.map((one) => actButton(one, name)));
  return made;
}

function actButton([words, act, of], whom) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  button.className = "button button-link";
  button.name = act;
  const about = Object.assign(document.createElement("span"), {
    className: "visually-hidden",
    textContent: " " + whom,
  });
  button.append(about);
  button.addEventListener("click", () => perform(act, of, button));
  return button;
}

/** Acts come after the first view. */
async function perform(act, of, button) {
  const { ACTS } = await import("../components/file-acts.js");
  ACTS[act]({ of, button, file: current, path: await filePath(), town: deskPath, done: load });
}

const WEEKDAYS = " lundi mardi mercredi jeudi vendredi samedi dimanche".split(" ");
const WEEKS = { all: "", odd: "semaines impaires", even: "semaines paires" };

const enrolment = ({ service_name: name, first, last, weekdays, weeks }) =>
  texts(
    `${name}, depuis le ${dayInFull(first)}` + (last ? ` jusqu’au ${dayInFull(last)}` : ""),
    weekdays.map((day) => WEEKDAYS[day]).join(", "),
    WEEKS[weeks],
  );

const child = (one) =>
  item(
    {
      name: `${one.first_name} ${one.last_name}`,
      first: texts(one.school_name ?? "École non renseignée", one.school_class),
      second: texts(
        `Date de naissance : ${dayInFull(one.birth_date)} (${one.age} ans)`,
        one.number && `n° ${one.number}`,
        one.stay,
      ),
      state: marks(one.safety),
      tone: "warn",
      lines: one.enrolments.filter(({ family }) => !family).map(enrolment),
      acts: [
        ["Inscriptions", "openEnrolments", one],
        ...(one.safety ? [["Fiche de sécurité", "openSafety", one]] : []),
      ],
    },
    { kind: "child", of: one },
  );

/** What must be seen at once; the rest is in the sheet. Empty for who may not read it. */
const marks = (safety) =>
  safety &&
  texts(safety.allergens.length && "allergie", safety.pai && "PAI", safety.may_not_fetch.length && "personne écartée");

function show(file) {
  const { address, children } = file;
  byId("famille").textContent = `Famille ${file.name}`;
  document.title = `Famille ${file.name} – Mairie`;
  byId("resume").textContent = texts(
    `${children.length} enfant${children.length > 1 ? "s" : ""}`,
    file.resident ? "" : "hors commune",
    file.file_complete ? "dossier complet" : "dossier incomplet",
    file.confirmed,
  );
  byId("reservations").href = deskScreen("reservations", { famille: id });
  byId("vue").href = deskScreen("vue", { id });
  byId("fusion").href = deskScreen("fusion", { garde: id });
  bodyOf("enfants").replaceChildren(
    ...(children.length ? children.map(child) : [sentence("Aucun enfant dans ce dossier.")]),
  );
  bodyOf("identite").replaceChildren(
    facts([
      ["Nom", file.name],
      ["Adresse", texts(address.line1, address.line2)],
      ["Ville", `${address.postcode} ${address.city}`.trim()],
      ["Téléphone", file.phone],
      ["Habite la commune", file.resident ? "oui" : "non"],
    ]),
    ...(file.by_hand.length
      ? [sentence(`Modifié ici depuis la dernière liste : ${file.by_hand.map(({ label }) => label).join(", ")}.`)]
      : []),
  );
  for (const button of document.querySelectorAll("[data-edit]")) {
    button.hidden = !canWrite;
    button.onclick = () =>
      edit({ kind: button.dataset.edit, of: button.dataset.edit === "family" ? file : null }, button);
  }
  for (const button of document.querySelectorAll("[data-act]"))
    button.onclick = () => perform(button.dataset.act, file, button);
  current = file;
  byId("dossier").hidden = false;
}

let current;

/** One form at a time, in the place of what it changes; forms come after the first view. */
async function edit(act, button) {
  const { openForm } = await import("../components/file-form.js");
  openForm({ act, button, file: current, path: await filePath(), done: load });
}

const filePath =
  async () =>
  (...more) =>
    deskPath("files", id, ...more);

/** What is lower on the page comes beside the file, so that the two are shown at once. */
async function load() {
  const asked = [deskPath("files", id).then((path) => get(path)), import("./file-sections.js")];
  const [file, { showSections }] = await Promise.all(asked);
  // The file of the address was merged into another.
  if (file.id !== id) return location.replace(deskScreen("famille", { id: file.id }));
  show(file);
  showSections(file, { item, sentence, texts, facts });
  return file;
}

async function start() {
  try {
    if (!id) throw nowhere();
    const here = await town();
    canWrite = has(here, "secretary");
    await load();
    hideTrouble();
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  } catch (problem) {
    byId("famille").textContent = "Dossier de la famille";
    showTrouble(problem, start);
  }
}

start();
