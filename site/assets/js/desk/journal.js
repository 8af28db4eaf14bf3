/** The journal of the town: what the address names, so that it can be given to a colleague. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const NAMES = ["month", "agent", "family", "act", "families"];

const byId = (id) => document.getElementById(id);
const form = byId("filtres");

/** What is looked at; where the address names no month, the server says which one it is. */
function wanted() {
  const asked = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, asked.get(name)]).filter(([, value]) => value));
}

async function start() {
  try {
    await show();
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

async function show() {
  const path = await deskPath("journal");
  const answer = await get(path, wanted());
  const asked = { ...wanted(), month: answer.month };
  byId("fichier").href = `${path}/export?${new URLSearchParams(asked)}`;
  byId("fichier").download = `journal-${asked.month}.csv`;
  form.elements.month.value = asked.month;
  form.elements.families.checked = asked.families === "true";
  showOnly(asked);
  byId("lignes").replaceChildren();
  form.elements.act.replaceChildren(
    new Option("Tous", ""),
    ...answer.acts.map(({ act, label }) => new Option(label, act, false, act === asked.act)),
  );
  add(answer, asked);
}

/** A page that found nothing may be followed by one that does: it is asked for by itself once, and then by the button. */
function add({ lines, next }, asked) {
  byId("lignes").append(...lines.map((line) => rowOf(line, asked)));
  byId("rien").hidden = Boolean(byId("lignes").children.length) || Boolean(next);
  byId("suite").hidden = !next;
  byId("suite").firstElementChild.onclick = () => older(next, asked);
}

async function older(after, asked) {
  try {
    const answer = await get(await deskPath("journal"), { ...asked, after });
    add(answer, asked);
    hideTrouble();
    announce(answer.lines.length ? `${answer.lines.length} lignes de plus` : "Rien dans cette partie du mois");
  } catch (problem) {
    showTrouble(problem, () => older(after, asked));
  }
}

function rowOf({ when, sentence, agent, family }, asked) {
  const row = fill(clone("ligne"), {
    when,
    sentence,
    agent: agent && !asked.agent && "Tout de cette personne",
    family: family && !asked.family && "Tout de cette famille",
  });
  part(row, "agent").href = deskScreen("journal", { ...asked, agent });
  part(row, "family").href = deskScreen("journal", { ...asked, family });
  return row;
}

function showOnly({ month, agent, family }) {
  const said = agent ? "Seulement ce qu’une personne a fait." : "Seulement ce qui touche une famille.";
  fill(byId("seulement"), { text: said });
  byId("seulement").hidden = !agent && !family;
  byId("seulement").lastElementChild.onclick = () => location.assign(deskScreen("journal", { month }));
}

form.addEventListener("change", () => {
  if (!form.checkValidity()) return;
  const { agent, family } = wanted();
  const asked = Object.entries({ ...Object.fromEntries(new FormData(form)), agent, family });
  location.assign(deskScreen("journal", Object.fromEntries(asked.filter(([, value]) => value))));
});
form.addEventListener("submit", (event) => event.preventDefault());

start();
