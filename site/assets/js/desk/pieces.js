/** The papers that the town asks for, and of whom they lack. */
import { get } from "../base/api.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const LASTS = { school_year: "jusqu’au 31 août", forever: "sans limite" };
let canWrite = false;
let kinds = [];
let version = 0;

const terms = ({ about, lasts, months, required }) =>
  [
    about === "child" ? "pour chaque enfant" : "pour la famille",
    LASTS[lasts] ?? `${months} mois`,
    required ? "obligatoire" : "facultative",
  ].join(" · ");

function showKinds() {
  const body = part(byId("demandees"), "body");
  body.replaceChildren(
    ...kinds.map((kind, place) => {
      const made = fill(clone("piece"), { name: kind.name, whom: kind.name, terms: terms(kind) });
      const button = part(made, "edit");
      button.hidden = !canWrite;
      button.addEventListener("click", () => edit(place, button));
      return made;
    }),
  );
  if (!kinds.length)
    body.textContent = "La commune ne demande aucune pièce : vous dites vous-même si un dossier est complet.";
  const chosen = byId("laquelle").value;
  byId("laquelle").replaceChildren(
    new Option("Toutes", ""),
    ...kinds.map(({ code, name }) => new Option(name, code, false, code === chosen)),
  );
  byId("ajouter").hidden = !canWrite;
}

/** Forms come after the first view. */
async function edit(place, button) {
  const { editKind } = await import("../components/paper-kind-form.js");
  editKind({ kinds, version, place, button, town: deskPath, done: load });
}

/** A page of families may hold nobody who lacks anything: the next is read until somebody is there, or all were. */
async function more(after = "") {
  const query = { ...(byId("laquelle").value && { missing: byId("laquelle").value }), ...(after && { after }) };
  const { families, next } = await get(await deskPath("papers"), query);
  byId("familles").append(
    ...families.map(({ family, family_name: name, papers }) => {
      const row = fill(clone("famille"), {
        name,
        lacks: papers.map((one) => [one.name, one.child_name, one.label].filter(Boolean).join(" ")).join(", "),
      });
      part(row, "name").href = deskScreen("famille", { id: family });
      return row;
    }),
  );
  if (next && !families.length) return more(next);
  const suite = byId("suite");
  suite.hidden = !next;
  suite.onclick = () => more(next).catch(showTrouble);
  const found = byId("familles").children.length;
  byId("combien").textContent = found ? "" : "Rien ne manque.";
  byId("familles").hidden = !found;
}

async function showLacks() {
  byId("familles").replaceChildren();
  await more();
}

async function load() {
  ({ kinds, version } = await get(await deskPath("paper-kinds")));
  showKinds();
  await showLacks();
}

async function start() {
  try {
    canWrite = has(await town(), "secretary");
    await load();
    byId("corps").hidden = false;
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

byId("laquelle").addEventListener("change", () => showLacks().catch((problem) => showTrouble(problem, showLacks)));
byId("ajouter").addEventListener("click", ({ currentTarget }) => edit(kinds.length, currentTarget));

start();
