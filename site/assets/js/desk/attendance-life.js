/** What Pointage does besides showing its list: it speaks to the server, in time and again; midnight; keys; what its buttons open. */
import { notBegun } from "../attendance/not-begun.js";
import { met } from "../base/api.js";
import { beforeSignOut } from "../base/desk.js";
import { unreachable } from "../base/problem.js";
import { isOut, toSignIn } from "../base/session.js";
import { Exchange } from "../attendance/exchange.js";
import { nameOf } from "../attendance/day-list.js";
import { withChild } from "../attendance/list-changes.js";
import { drop, replay, sweep, takeOver } from "../attendance/keeping.js";
import { rhythm } from "../attendance/rhythm.js";
import { serverOf } from "../attendance/server.js";
import { oneAtATime, tabs } from "../attendance/tabs.js";
import { Taps } from "../attendance/taps.js";
import { dayAfter, msToMidnight } from "../attendance/town-clock.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { arrowKeys } from "./attendance-keys.js";
import { showRefusals } from "./attendance-refusals.js";
import { nothingKeptSaid, showSent } from "./attendance-words.js";

const STALE_MS = 30 * 60_000;
const EVACUATION = "#evacuation";
const byId = (id) => document.getElementById(id);
const panel = () => import("./attendance-panel.js");
const adding = () => import("./attendance-add.js");
const evacuation = () => import("./evacuation.js");
const printing = () => import("./attendance-printed.js");
const whole = () => import("./attendance-all.js");
const sending = () => import("./attendance-sent.js");
/** For who signs out where there is no network: leaving.js. */
const losing = () => import("../base/losing.js");

let pace;

/** Begin: what the device holds is in view already. */
export async function live(screen) {
  const { device, open } = screen;
  const server = serverOf(device.whose.town);
  screen.exchange = new Exchange(device, server, oneAtATime());
  screen.taps = new Taps(open, tapped);
  hear(screen);
  device.tellTabs = tabs(() => device.read());
  screen.later = (rows) => {
    showRest(screen, rows);
    showBegin(screen);
  };
  pace = rhythm({ exchange: () => exchange(screen), waits: () => device.waiting().length > 0 });
  endWithSession(device);
  beforeSignOut(() => navigator.onLine && screen.exchange.run());
  listen(screen, server);
  if (!device.kept.lasts) sayNothingKept();
  if (device.clock) await sweep(device);
  showPlace(screen);
  if (!device.facts.services?.length) await screen.exchange.readServices();
  await pace.now();
  await readAhead(screen);
  if (!open.service) await pace.now();
  await Promise.all([panel(), adding(), evacuation(), printing(), sending(), whole(), losing()]);
  setTimeout(() => turnDay(device), msToMidnight(device.clock) + 1000);
  setInterval(() => readAhead(screen), STALE_MS);
}

/** A session that is over takes the children off this device; what was tapped stays on it, and leaves once one has signed in again. */
function endWithSession(device) {
  for (const code of ["unauthenticated", "second_factor_required"])
    met[code] = async () => {
      await device.forgetDay();
      return toSignIn();
    };
}

/** By the server's clock: who taps before the hour is told so, and may. */
const begins = Object.assign(document.createElement("p"), { className: "soft no-print" });

function showBegin({ device, open, mayWrite }) {
  const { list } = open;
  begins.textContent = mayWrite && list?.children.length ? notBegun(list, device.now) : "";
  if (!begins.isConnected) document.getElementById("remarque").before(begins);
  begins.hidden = !begins.textContent;
}

async function exchange(screen) {
  const { device, open } = screen;
  if (isOut()) return true; // nothing more of this page: it is signed out
  if (navigator.onLine) await screen.exchange.run(open.service, open.date);
  else device.problem = unreachable();
  const { problem } = device;
  screen.since = problem?.code === "unreachable" ? (screen.since ?? device.now.hour) : null;
  if (problem && !open.list) showTrouble(problem, pace.now);
  else hideTrouble();
  screen.render();
  return !problem;
}

/** The lists of today and of tomorrow of each service, for when there is no network: read again where they are old. */
async function readAhead({ device, exchange: each, open, render }) {
  if (!navigator.onLine || device.lost) return;
  await each.readServices().catch(() => {});
  const { day } = device.now;
  for (const when of [day, dayAfter(day)]) {
    for (const { code } of device.facts.services ?? []) {
      const list = device.list(code, when);
      const age = list ? Date.parse(device.now.at) - Date.parse(list.as_of) : Infinity;
      if (age > STALE_MS) await each.look(code, when);
      if (device.problem?.code === "unreachable") return;
    }
  }
  open.choose();
  render();
}

/** What was tapped is in view: `saved` is when the disk has it. */
function tapped(saved) {
  saved.catch(sayNothingKept);
  pace.soon();
}

/** What the rows call. */
function hear(screen) {
  const { device, open, taps } = screen;
  screen.tap = (row) => (screen.isRead() || !taps.turn(row)) && screen.more(row);
  const forget = async (event, { anyway = false } = {}) => {
    await drop(device, [event]);
    if (anyway) taps.insist(event);
  };
  screen.refused = (place, events) => showRefusals(place, events, forget);
  screen.more = async ({ child }, field) => {
    const { openPanel } = await panel();
    const row = open.row(child);
    const acts = {
      element: screen.rows.elementOf(child),
      reasons: open.list.reasons,
      meals: open.list.meals && (row.meal || open.list.meals),
      bills: row.bills || (row.expected === "no" ? (open.list.unbooked_bills ?? "") : open.list.absence_bills),
      readOnly: screen.isRead(),
      hour: device.now.hour,
      note: (kind, details) => taps.note(child, kind, details),
      last: () => taps.lastOne(child),
      takeBack: (event) => taps.takeBack(event),
    };
    openPanel(row, acts, field);
  };
}

function sayNothingKept() {
  byId("appareil").textContent = nothingKeptSaid;
  byId("appareil").hidden = false;
}

/** Two of a first name in the list: the last name says whose tap it is. */
function calledIn(rows, child) {
  const row = rows.find((one) => one.child === child);
  return row ? nameOf(row) : "";
}

/** Not of a day to come, nor of a service that is over today: the hour of the tap would be no child's. */
function wholeList(screen) {
  const { open, taps, render } = screen;
  const { list } = open;
  if (!list || screen.isRead() || (open.isToday && list.ends && list.ends <= screen.device.now.hour)) return null;
  return {
    list,
    isToday: open.isToday,
    render,
    noteAll: (left) => taps.noteAll(left),
    takeBackAll: (events) => taps.takeBackAll(events),
  };
}

function showRest(screen, rows) {
  const inView = rows.filter((row) => !screen.rows.elementOf(row.child)?.hidden);
  whole().then(({ showAll }) => showAll(byId("tous"), inView, wholeList(screen)));
  showSent(byId("envoi"), screen, rows);
  // Nobody is got out of a day that is over, or to come.
  byId("evacuer").hidden = Boolean(screen.open.date) && screen.open.date !== screen.device.now.day;
  const last = screen.taps.lastOne();
  byId("annuler").hidden = !last;
  byId("annuler").querySelector("span").textContent = last ? calledIn(rows, last.child) : "";
  printing().then(({ showChanges }) => showChanges(byId("impression"), screen.open.list));
  if (!byId("evacuation").hidden) evacuation().then(({ showEvacuation }) => showEvacuation(byId("evacuation"), screen));
}

function showPlace(screen) {
  const isEvacuation = location.hash === EVACUATION;
  byId("evacuation").hidden = !isEvacuation;
  byId("pointage").hidden = isEvacuation;
  byId("barre").hidden = isEvacuation;
  screen.render();
}

function listen(screen, server) {
  const { device, open, taps } = screen;
  byId("services").addEventListener("click", (event) => chooseService(screen, event));
  byId("groupes").addEventListener("change", ({ target }) => screen.chooseGroup(target.value));
  byId("enfant").addEventListener("input", () => look(screen, server));
  byId("annuler").addEventListener("click", () => taps.takeBack(taps.lastOne()));
  byId("evacuer").addEventListener("click", () => {
    location.hash = EVACUATION;
  });
  byId("imprimer").addEventListener("click", () => window.print());
  addEventListener("beforeprint", () => printing().then(({ keepPrint }) => keepPrint(device, open.list)));
  byId("envoi").addEventListener("click", ({ currentTarget }) => openSending(screen, currentTarget));
  const place = byId("enfants");
  arrowKeys(place, { late: (element) => screen.more(screen.rows.rowOf(element), "minutes"), find: byId("enfant") });
  addEventListener("hashchange", () => showPlace(screen));
  addEventListener("online", pace.now);
  document.addEventListener("visibilitychange", pace.now);
}

function chooseService({ open, render }, event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const here = new URL(link.href);
  open.service = here.searchParams.get("service");
  open.date = here.searchParams.get("date");
  history.replaceState(null, "", here);
  render();
  byId("service").focus();
  pace.now();
}

/** The day is over: what it left goes, and the page opens on the new one. */
async function turnDay(device) {
  await sweep(device);
  const here = new URL(location);
  here.searchParams.delete("date");
  history.replaceState(null, "", here);
  location.reload();
}

function look(screen, server) {
  const { open } = screen;
  screen.render();
  if (screen.isRead()) return;
  const acts = {
    search: server.children,
    meals: open.list?.meals,
    bills: open.list?.unbooked_bills,
    isListed: (child) => Boolean(open.row(child)),
    add: (found) => add(screen, found),
  };
  adding().then(({ lookFor }) => lookFor(byId("enfant").value.trim(), byId("ajouts"), acts));
}

async function add({ device, open, rows, render, taps }, found) {
  await device.putList(withChild(open.list, found));
  byId("enfant").value = "";
  render();
  taps.turn(open.row(found.child));
  const bills = open.list.unbooked_bills ?? "";
  (await adding()).sayAdded(byId("ajouts"), `Présence notée : ${nameOf(open.row(found.child))}. ${bills}`);
  rows.elementOf(found.child).querySelector("[data-part=state]").focus();
}

function openSending({ device }, button) {
  const acts = { sendNow: pace.now, takeOver: () => takeOver(device), replay: () => replay(device) };
  const wasOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!wasOpen));
  byId("envois").hidden = wasOpen;
  if (!wasOpen) sending().then(({ showSending }) => showSending(byId("envois"), device, acts));
}
