/** Familles: what is typed in the header's search and chosen in the filters is in the address, and the list follows it. */
import { get } from "../base/api.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { keys } from "../base/desk-keys.js";
import { dayInFull } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const TYPING_MS = 150;
const byId = (id) => document.getElementById(id);
const search = byId("chercher");
const list = byId("familles");
const filters = byId("filtres");
const FILTERS = ["ecole", "classe", "etat"];
const TONES = { active: "good", expired: "warn", to_invite: "warn", without_address: "bad" };

let next = null;
let schools = [];
let mayWrite = false;
/** Settles once the first answer has said which schools there are. */
let firstAnswer;
/** Counts the questions: an answer that comes after a later question is nobody's. */
let asked = 0;
let wait;

const wanted = () => ({
  search: search.value.trim(),
  school: byId("ecole").value,
  class: byId("classe").value.trim(),
  state: byId("etat").value,
});
const said = (query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value));

async function read({ more = false } = {}) {
  const question = ++asked;
  const query = { ...said(wanted()), ...(more && next && { after: next }) };
  try {
    const page = await get(await deskPath("files"), query);
    if (question !== asked || !page) return;
    hideTrouble();
    next = page.next;
    showSchools(page.schools);
    show(page.families, more);
  } catch (problem) {
    if (question === asked) showTrouble(problem, () => read({ more }));
  }
}

function show(families, more) {
  const rows = families.map(rowOf);
  if (more) list.append(...rows);
  else list.replaceChildren(...rows);
  if (more) rows[0]?.querySelector("a").focus();
  const shown = list.children.length;
  const chooses = Object.keys(said(wanted())).length > 0;
  byId("compte").textContent = shown ? counted(shown, Boolean(next)) : "";
  list.hidden = !shown;
  byId("suite").hidden = !next;
  byId("personne").hidden = shown > 0 || !chooses;
  byId("vide").hidden = shown > 0 || chooses;
  byId("effacer").hidden = !chooses;
}

const counted = (number, more) => {
  if (more) return `Les ${number} premières familles. Précisez, ou voyez la suite.`;
  return number === 1 ? "Une famille" : `${number} familles`;
};

function rowOf({ id, name, street, children, logins, label, missing }) {
  const row = fill(clone("famille"), {
    name,
    street,
    children: children.map(childWords).join(", "),
    state: label,
    missing: missing.map((lack) => lack.label).join(" · "),
  });
  part(row, "link").href = deskScreen("famille", { id });
  part(row, "letter").hidden = logins !== "without_address" || !mayWrite;
  part(row, "letter").href = deskScreen("lettres", { famille: id });
  part(row, "whom").textContent = name;
  if (TONES[logins]) part(row, "state").classList.add("chip-" + TONES[logins]);
  return row;
}

const childWords = ({ name, class: own, last_day: last }) => {
  const more = [own, last && `jusqu’au ${dayInFull(last)}`].filter(Boolean).join(", ");
  return more ? `${name} (${more})` : name;
};

function showSchools(found) {
  if (schools.length || !found.length) return;
  schools = found;
  const choice = byId("ecole");
  choice.append(...found.map(({ code, name }) => new Option(name, code)));
  choice.value = choice.dataset.wanted ?? "";
}

/** The address says what is shown: it can be kept, and given to a colleague. */
function keep() {
  const here = new URL(location);
  const fields = { cherche: search.value.trim() };
  for (const id of FILTERS) fields[id] = byId(id).value.trim();
  for (const [name, value] of Object.entries(fields)) {
    if (value) here.searchParams.set(name, value);
    else here.searchParams.delete(name);
  }
  history.replaceState(history.state, "", here);
}

function changed() {
  keep();
  read();
}

search.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(changed, TYPING_MS);
});
search.form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(wait);
  changed();
  search.focus();
});
search.addEventListener("keydown", (event) => {
  const first = list.querySelector("[data-part=link]");
  if (event.key !== "ArrowDown" || !first) return;
  event.preventDefault();
  first.focus();
});
list.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("[data-part=link]")];
  const place = links.indexOf(document.activeElement);
  if (place < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const target = links[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (target) target.focus();
  else if (event.key === "ArrowUp") search.focus();
});
byId("classe").addEventListener("focus", offerKnownClasses);
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(changed, TYPING_MS);
});
byId("effacer").addEventListener("click", () => {
  search.value = "";
  for (const id of FILTERS) byId(id).value = "";
  changed();
  search.focus();
});
byId("suite").addEventListener("click", () => read({ more: true }));

async function openForm() {
  const { openNewFamily } = await import("./new-family.js");
  await firstAnswer;
  openNewFamily({ place: byId("creation"), button: byId("nouvelle"), schools });
}

async function openRelance() {
  const { openInvitations } = await import("./not-activated.js");
  openInvitations({ button: byId("relancer"), done: read, show: showState });
}

async function offerKnownClasses({ target }) {
  (await import("../components/known-classes.js")).offerClasses(target);
}

function showState(state) {
  byId("etat").value = state;
  changed();
}

function start() {
  const query = new URLSearchParams(location.search);
  search.value = query.get("cherche") ?? "";
  byId("classe").value = query.get("classe") ?? "";
  byId("etat").value = query.get("etat") ?? "";
  byId("ecole").dataset.wanted = query.get("ecole") ?? "";
  if (query.get("ecole")) byId("ecole").append(new Option(query.get("ecole"), query.get("ecole"), true, true));
  firstAnswer = watchRoles().finally(() => read());
}

async function watchRoles() {
  try {
    mayWrite = has(await town(), "secretary");
    if (!mayWrite) return;
  } catch {
    return; // the frame says so
  }
  byId("doubles").href = deskScreen("fusion");
  byId("doubles").hidden = false;
  for (const [id, act] of [
    ["nouvelle", openForm],
    ["relancer", openRelance],
  ]) {
    byId(id).hidden = false;
    byId(id).addEventListener("click", act);
  }
  keys({ n: ["Nouvelle famille", openForm] });
}

start();
