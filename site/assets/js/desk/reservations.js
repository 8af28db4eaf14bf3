/** The week of a family, booked and cancelled by an agent in its place. */
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { named, nowhere } from "../base/paths.js";
import { showTrouble } from "../components/trouble.js";
import { askedWeek } from "./asked-week.js";
import { DeskWeek } from "./week-store.js";

const byId = (id) => document.getElementById(id);
const family = named("famille");
const store = new DeskWeek(async (...more) => deskPath("files", family, ...more));
let showWeek;
const week = askedWeek(store, "reservations", { famille: family });
let child = named("enfant");

function show() {
  const { planning } = store;
  if (planning) {
    byId("famille").textContent = `Réservations de la famille ${planning.family}`;
    byId("quotients").textContent = (planning.quotients ?? []).join(" ");
    document.title = `Réservations, famille ${planning.family} – Mairie`;
  }
  showWeek?.(week.monday(), child);
}

function pick(picked) {
  child = picked;
  show();
}

async function start() {
  try {
    if (!family) throw nowhere();
    const canWrite = has(await town(), "secretary");
    store.readOnly = !canWrite;
    byId("recap").hidden = !canWrite;
    byId("lecture").hidden = canWrite;
    byId("dossier").href = deskScreen("famille", { id: family });
    const [{ weekView }] = await Promise.all([import("./week-view.js"), week.read()]);
    showWeek ??= weekView(store, { family, go: week.go, pick, canWrite });
    chooseAsked(canWrite);
    show();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

/** The slot that the address names is chosen, where it can be booked: « Réserver malgré tout », from what a family asked. */
function chooseAsked(canWrite) {
  const cell = store.cell({ child: child ?? "", service: named("service") ?? "", date: named("jour") ?? "" });
  if (canWrite && cell?.action === "reserve") store.choose([cell]);
}

store.addEventListener("change", show);
start();
