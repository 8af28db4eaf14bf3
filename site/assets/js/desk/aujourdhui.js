/** Aujourd’hui: one answer says what waits, what closes and who is expected; what went wrong comes after it. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { whileBusy } from "../base/busy.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { keys } from "../base/desk-keys.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { sinceWhen } from "./when.js";

const REFRESH_MS = 120_000;
const OFFICE = ["secretary", "regisseur", "administrator"];
const ROLL = ["childcare", "secretary"];
const NEVER = "Aucun jour d’ouverture connu";
let desk;
const byId = (id) => document.getElementById(id);

async function read() {
  try {
    await sendKept();
    show(await get(await deskPath("today")));
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, read);
  }
}

const arrived = ({ entry }, _, refused) =>
  refused && announce(`« ${entry.subject} » n’a pas pu être fait : ${refused.message}`);

/** Answers that were given in *Demandes* and had not left: they leave first, so that what is counted counts them. */
async function sendKept() {
  if (!localStorage.getItem("preau.outgoing")) return;
  const { watchOutgoing } = await import("./outgoing.js");
  await watchOutgoing(desk.commune.id, { tell: () => {}, arrived });
}

function show(today) {
  byId("jour").textContent = today.today;
  byId("journee").hidden = false;
  byId("sans-reglement").hidden = today.has_reglement;
  showTodo(today);
  showLimits(today);
  showServices(today);
  showKitchen(today);
}

function showKitchen(today) {
  const place = byId("cuisine");
  place.hidden = !today.kitchen.length;
  keep(place.querySelector("ul"), today.kitchen.map(kitchenRow));
  explain(today, place).catch(() => {}); // the numbers are what one came for
}

/** Why the numbers of one day, ordered and booked, are not the same: asked after they are in view. */
async function explain({ kitchen, services, day }, place) {
  const { causesOf } = await import("./meal-causes.js");
  for (const [at, { service, day: ordered, meals }] of kitchen.entries()) {
    const booked = services.find(({ code }) => code === service)?.booked;
    if (ordered !== day) continue;
    const causes = await causesOf({ service, date: day, seen: `${meals} ${booked}` });
    const row = place.querySelector("ul").children[at];
    if (row && causes.length) part(row, "causes").textContent = `· ${causes.join(" ")}`;
  }
}

/** Looks like what is to be done, and leads to that day of the kitchen. */
function kitchenRow({ service_name: service, day, meals, sentence, alarm }) {
  const row = fill(clone("today-todo"), {
    count: `${meals}`,
    label: service,
    oldest: `repas ${sentence}`,
    due: alarm ? "personne ne l’a confirmé" : "",
  });
  row.querySelector("a").href = deskScreen("cuisine", { jour: day });
  return row;
}

function showTodo({ todo, now }) {
  keep(
    byId("a-faire"),
    todo.map((line) => todoRow(line, new Date(now))),
  );
  byId("rien-a-faire").hidden = todo.length > 0;
  byId("rien-a-faire").textContent = "Rien n’attend.";
}

function todoRow({ kind, label, count, more, oldest, due }, now) {
  const row = fill(clone("today-todo"), {
    count: more ? `${count}+` : `${count}`,
    label,
    oldest: `${count > 1 ? "depuis " : ""}${sinceWhen(oldest, now)}`,
    due: due ? `${due} pour aujourd’hui ou demain` : "",
  });
  row.querySelector("a").href = deskScreen("demandes", { premiere: kind });
  return row;
}

function showLimits({ limits, next_limit: next }) {
  keep(byId("limites"), limits.map(limitRow));
  byId("limites").hidden = !limits.length;
  byId("prochaine").hidden = !next;
  byId("prochaine").textContent = limits.length ? next : `Rien ne ferme aujourd’hui. ${next}`;
  byId("chercher-oublis").classList.toggle("visually-hidden", !limits.some(({ reserves }) => reserves));
}

const limitRow = ({ hour, service_name: service, sentence, passed }) =>
  fill(clone("today-limit"), { hour, service, sentence, passed: passed ? "passé" : "" });

function showServices({ services, day, day_title: title, now }) {
  const isToday = day === now.slice(0, 10);
  byId("services-titre").textContent = day ? `Réservés ${isToday ? "aujourd’hui" : title.toLowerCase()}` : NEVER;
  byId("services").replaceChildren(...services.map((service) => serviceTable(service, day)));
  byId("compte").hidden = !day;
  byId("compte").textContent = `Compté ${sinceWhen(now, new Date(now))}.`;
}

function serviceTable({ code, name, starts, booked, capacity, waiting, schools, remark }, day) {
  const table = clone("today-service");
  part(table, "name").textContent = starts ? `${name}, ${starts}` : name;
  const roll = part(table, "roll");
  roll.hidden = !has(desk, ...ROLL);
  roll.href = deskScreen("pointage", { service: code, date: day });
  roll.setAttribute("aria-label", `Pointer : ${name}`);
  const rows = schools.length > 1 ? schools.map(schoolRow) : [];
  const places = capacity === null ? "" : ` sur ${capacity}`;
  rows.push(row(schools.length > 1 ? "En tout" : "Enfants", `${booked}${places}`));
  if (capacity !== null && booked > capacity) rows.push(row("Au-delà du nombre de places", `${booked - capacity}`));
  if (waiting) rows.push(row("En attente d’une place", `${waiting}`));
  if (remark) rows.push(row(remark, ""));
  if (schools.length === 1 && schools[0].closed) rows.push(row(schools[0].closed, ""));
  table.querySelector("tbody").append(...rows);
  return table;
}

const schoolRow = ({ name, booked, closed }) => row(closed ? `${name} : ${closed}` : name, `${booked}`);
const row = (name, count) => fillAll(clone("today-row"), { name, count });

function fillAll(element, texts) {
  for (const [name, text] of Object.entries(texts)) part(element, name).textContent = text;
  return element;
}

/** Rows that say the same stay as they are: nobody loses the place where they were. */
function keep(list, rows) {
  const same = rows.length === list.children.length && rows.every((one, at) => one.isEqualNode(list.children[at]));
  if (!same) list.replaceChildren(...rows);
}

/** Whoever usually comes and has booked nothing: the families of the town are gone through a page at a time, as things are now. */
async function findForgetful(status) {
  const [list, found] = [byId("oublis"), []];
  let [looked, after] = [0, ""];
  try {
    do {
      const page = await get(await deskPath("today", "forgetful"), after ? { after } : {});
      found.push(...page.families);
      looked += page.looked_at;
      after = page.next;
      status.textContent = `${looked} familles regardées…`;
    } while (after);
    list.replaceChildren(...found.map(familyRow));
    list.hidden = !found.length;
    status.textContent = told(found.length, looked);
  } catch (problem) {
    status.textContent = problem.message;
  }
}

const told = (number, looked) =>
  number
    ? `${number} famille${number > 1 ? "s" : ""} sur ${looked} : elles réservent d’habitude et n’ont rien demandé.`
    : `Aucune des ${looked} familles : toutes celles qui réservent d’habitude l’ont fait.`;

function familyRow({ family, name, phone }) {
  const shown = fillAll(clone("today-family"), { name: `Famille ${name}`, phone });
  part(shown, "name").href = deskScreen("famille", { id: family });
  part(shown, "phone").href = `tel:${phone.replace(/[^+\d]/g, "")}`;
  return shown;
}

byId("chercher-oublis")
  .querySelector("button")
  .addEventListener("click", ({ currentTarget }) =>
    whileBusy(currentTarget, () => findForgetful(byId("chercher-oublis").querySelector("[role=status]"))),
  );

async function importAlerts() {
  const { showAlerts } = await import("./alerts.js");
  await showAlerts(byId("alertes"), { mayAct: has(desk, "secretary") });
}

async function start() {
  desk = await town();
  // Who looks after children comes for them: her services are what she sees first, big.
  document.querySelector(".desk-columns").classList.toggle("today-first", !has(desk, ...OFFICE));
  const isOffice = has(desk, ...OFFICE);
  if (isOffice)
    keys({ Enter: ["Ouvrir la première chose à faire", () => byId("a-faire").querySelector("a")?.click()] });
  const alerts = isOffice && importAlerts();
  await Promise.all([read(), alerts]);
  if (isOffice) {
    const { showUnmarked } = await import("./unmarked.js");
    await showUnmarked(byId("non-pointes"), { canWrite: has(desk, ...ROLL), canLeave: has(desk, "secretary") });
  }
  // Who comes back from another screen, or to this tab, reads what is there now.
  addEventListener("pageshow", ({ persisted }) => persisted && read());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && read());
  setInterval(() => document.visibilityState === "visible" && navigator.onLine && read(), REFRESH_MS);
}

start().catch(showTrouble);
