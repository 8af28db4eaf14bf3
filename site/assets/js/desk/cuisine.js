/** Cuisine: a week of meals in one answer; a day of it large. What is written follows, with its module. */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { keys } from "../base/desk-keys.js";
import { named } from "../base/paths.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { addDays, mondayOf, mondayOfWeek, weekName, weekNumber } from "../planning/days.js";
import { dayCard, weekTable } from "./kitchen-tables.js";
import { sinceWhen, tellNow } from "./when.js";

const REFRESH_MS = 60_000;
const TOO_LATE = 14;
const byId = (id) => document.getElementById(id);
let chosen = named("jour");
let monday = mondayOfWeek(named("semaine")) ?? (chosen ? mondayOf(chosen) : undefined);
let week;
let shown = "";

/** Without a week in the address: that of the town's clock, or the next one where nothing is left to serve in it. */
async function read() {
  try {
    const first = monday ?? mondayOf(week?.today ?? localDay());
    const asked = { from: first, to: addDays(first, 6) };
    week = await get(await deskPath("kitchen"), asked);
    tellNow(week.as_of);
    if (!monday && first !== mondayOf(week.today)) return read();
    if (!monday && !coming() && week.days.length) {
      monday = addDays(first, 7);
      return read();
    }
    monday ??= first;
    await link(asked);
    show();
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, read);
  }
}

/** The device's day, until the server says the town's. */
const localDay = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

async function link(asked) {
  byId("fichier").href = `${await deskPath("kitchen", "export")}?${new URLSearchParams(asked)}`;
  byId("fichier").download = `repas-${asked.from}.csv`;
}

/** The next day on which something is served: today until two o’clock. */
function coming() {
  const hour = Number(week.as_of.slice(11, 13));
  const next = week.days.filter(
    ({ date, closed }) => !closed && (date > week.today || (date === week.today && hour < TOO_LATE)),
  );
  return next.map(({ date }) => date).sort()[0];
}

/** Nothing moves on the screen where nothing changed, nor while somebody writes. */
function show(again = false) {
  byId("compte").textContent = `Compté ${sinceWhen(week.as_of)}. Les enfants attendus sont ceux de la liste du jour.`;
  const { as_of: _, ...told } = week;
  const now = JSON.stringify([told, chosen]);
  const isWriting = document.activeElement?.closest(".kitchen-extra, #commande");
  if (now === shown || (isWriting && !again)) return;
  shown = now;
  const menus = document.querySelector(".desk-within [href^='/mairie/menus/']");
  menus.href = deskScreen("menus", { semaine: weekName(monday) });
  byId("semaine").textContent = `Cuisine, semaine ${weekNumber(monday)}`;
  const day = week.days.some(({ date }) => date === chosen)
    ? chosen
    : (coming() ?? week.days.find(({ closed }) => !closed)?.date);
  const nothing = !week.days.length
    ? "Aucun service de votre commune ne sert de repas. Le règlement dit de chaque service s’il en sert."
    : day
      ? ""
      : [...new Set(week.days.map(({ closed }) => closed))].join(" ");
  byId("rien").textContent = nothing;
  byId("rien").hidden = !nothing;
  const lost = week.unreadable.length;
  byId("illisibles").textContent =
    `${lost} enfant${lost > 1 ? "s" : ""} dont le dossier ne se lit pas : demandez à la mairie avant de servir.`;
  byId("illisibles").hidden = !lost;
  byId("jours").replaceChildren(
    ...week.days
      .filter(({ date }) => date === day)
      .map((each) => dayCard(each, { more: week.may_write && forms, today: week.today, phone: phoneOf(each.service) })),
  );
  const services = [...new Set(week.days.map(({ service }) => service))];
  byId("services").replaceChildren(
    ...services.map((code) =>
      weekTable(
        week.days.filter(({ service }) => service === code),
        { day, pick },
      ),
    ),
  );
  byId("reglages").hidden = !week.may_write || !services.length;
  if (week.may_write && services.length) forms().then(({ showSettings }) => showSettings(week.settings));
}

const phoneOf = (code) => week.settings.find(({ service }) => service === code)?.phone;

/** What writes comes after the first view. */
const forms = () => import("./kitchen-forms.js");

function pick(date) {
  chosen = date;
  show(true);
  byId("jours").querySelector("h2")?.focus();
}

function go(step) {
  monday = step ? addDays(monday, step) : undefined;
  chosen = null;
  const asked = monday ? { semaine: weekName(monday) } : {};
  history.pushState(null, "", deskScreen("cuisine", asked));
  return read();
}

for (const button of document.querySelectorAll("[data-step]"))
  button.addEventListener("click", () => go(Number(button.dataset.step)));
byId("imprimer").addEventListener("click", () => print());
addEventListener("popstate", () => {
  monday = mondayOfWeek(named("semaine"));
  read();
});
addEventListener("kitchen-written", () => read());
keys({
  j: ["Semaine suivante", () => go(7)],
  k: ["Semaine précédente", () => go(-7)],
  i: ["Imprimer", () => print()],
});

read();
setInterval(() => document.visibilityState === "visible" && navigator.onLine && week && read(), REFRESH_MS);
