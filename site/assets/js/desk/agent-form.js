/** One agent: appointed, changed, ended. */
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill } from "../base/parts.js";
import { Problem } from "../base/problem.js";
import { post, put, remove } from "../base/writes.js";
import { onSubmit } from "../components/form.js";
import { showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const form = byId("formulaire");

/** `agent`: undefined for somebody who is to come. Throws Problem for null, somebody who does not work here. */
export function openAgent(agent, offered) {
  if (agent === null)
    throw new Problem({
      status: 404,
      code: "not_found",
      title: "Introuvable",
      detail: "Cette personne ne travaille pas, ou plus, pour la commune.",
    });
  byId("retour").href = deskScreen("agents");
  byId("agent-titre").textContent = agent ? agent.name : "Nommer un agent";
  fillIn(agent, offered);
  byId("enregistrer").textContent = agent ? "Enregistrer" : "Nommer et envoyer l’e-mail";
  byId("agent").hidden = false;
  byId("agent-titre").focus();
  onSubmit(form, (data) => save(agent, data), { rules });
  if (agent && !agent.oneself) offerEnd(agent);
  if (agent) import("./agent-access.js").then(({ showAccess }) => showAccess(agent));
}

function fillIn(agent, { roles, schools, services, today }) {
  byId("choix-roles").replaceChildren(...roles.map((each) => roleOf(each, agent?.roles ?? [])));
  form.querySelector("[name=roles]").id = "roles"; // what is wrong with the roles is said at the first
  const scope = agent?.scope ?? { schools: [], services: [] };
  const several = schools.length > 1 ? schools : [];
  byId("choix").replaceChildren(
    ...several.map((each) => boxOf("schools", each, scope.schools)),
    ...services.map((each) => boxOf("services", each, scope.services)),
  );
  form.elements.until.min = today;
  form.elements.until.value = agent?.until ?? "";
  byId("choix-roles").addEventListener("change", showPlaces);
  showPlaces();
  if (!agent) return;
  for (const control of byId("personne").querySelectorAll("input")) control.disabled = true;
  byId("personne").hidden = true;
  byId("agent-qui").textContent = [agent.email, agent.seen].filter(Boolean).join(" · ");
  byId("agent-qui").hidden = false;
}

function roleOf({ role, label, may, narrowed }, held) {
  const row = fill(clone("role"), { label, may });
  const box = row.querySelector("input");
  Object.assign(box, { value: role, checked: held.includes(role) });
  box.toggleAttribute("data-narrowed", narrowed);
  return row;
}

function boxOf(name, { code, name: shown }, chosen) {
  const label = fill(clone("case"), { name: shown });
  Object.assign(label.firstElementChild, { name, value: code, checked: chosen.includes(code) });
  return label;
}

/** Schools and services are a question only for the roles that they narrow. */
function showPlaces() {
  byId("lieux").hidden = !form.querySelector("[data-narrowed]:checked") || !byId("choix").children.length;
}

const rules = () =>
  form.querySelector("[name=roles]:checked") ? [] : [[byId("roles"), "Choisissez au moins un rôle."]];

async function save(agent, data) {
  const asked = {
    roles: data.getAll("roles"),
    until: data.get("until") || null,
    scope: byId("lieux").hidden ? {} : { schools: data.getAll("schools"), services: data.getAll("services") },
  };
  const { sentence } = agent
    ? await put(await deskPath("agents", agent.account), asked)
    : await post(await deskPath("agents"), { ...asked, ...personOf(data) });
  back(sentence);
}

const personOf = (data) => ({
  email: data.get("email").trim(),
  civility: data.get("civility"),
  first_name: data.get("first_name"),
  last_name: data.get("last_name"),
});

function offerEnd(agent) {
  const confirm = fill(byId("confirmer"), { title: `Mettre fin à l’accès de ${agent.name} ?` });
  byId("finir").hidden = false;
  byId("finir").onclick = () => {
    confirm.hidden = false;
    confirm.focus();
  };
  byId("finir-non").onclick = () => {
    confirm.hidden = true;
    byId("finir").focus();
  };
  byId("finir-oui").onclick = () => end(agent);
}

async function end(agent) {
  try {
    await remove(await deskPath("agents", agent.account));
    back(`L’accès de ${agent.name} est terminé. La personne est prévenue par e-mail.`);
  } catch (problem) {
    showTrouble(problem, () => end(agent));
  }
}

/** The list says what is true now, and then what was done. */
function back(sentence) {
  sessionStorage.setItem("preau.done", sentence);
  location.assign(deskScreen("agents"));
}
