/** Demandes: one list of all that waits, one item at a time beside it, and answers that can be taken back for a moment. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { beforeSignOut, deskPath, has, town } from "../base/desk.js";
import { keys } from "../base/desk-keys.js";
import { part } from "../base/parts.js";
import { named } from "../base/paths.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { keepRows, shownRow, showTicked, tickOf } from "./inbox-list.js";
import { dueFirst } from "./inbox-order.js";
import { tell } from "./inbox-sending.js";
import { whyNot, whyNotTicked } from "./inbox-why.js";
import { tellNow } from "./when.js";
import { give, isOutgoing, sendAgain, sendAll, takeBack, watchOutgoing } from "./outgoing.js";

const REFRESH_MS = 60_000;

/** What shows an item comes while the list is read. */
const items = () => import("./inbox-item.js");

const byId = (id) => document.getElementById(id);
const panes = byId("demandes");
const kind = byId("sorte");

let entries = [];
let next = null;
let current = null;
let item = null;
/** Those that are shown to be accepted together, instead of one that is open. */
let together = null;
let mayAnswer = false;
/** What the server would not do: it is said at the item when it is opened again. */
const refusals = new Map();
/** Of answers given at once, how many they were, by the id of each. */
const given = new Map();
/** Items that were read ahead, so that the next one is there at once. */
const ahead = new Map();

async function read({ more = false } = {}) {
  hideTrouble();
  try {
    const query = { ...(kind.value && { kind: kind.value }), ...(more && next && { after: next }) };
    const page = await get(await deskPath("inbox"), query);
    entries = more ? [...entries, ...page.entries] : page.entries;
    next = page.next;
    tellNow(page.now);
    showUnreadable(page.unreadable.length);
    show();
  } catch (problem) {
    showTrouble(problem, () => read({ more }));
  }
}

const waiting = () => dueFirst(entries.filter((entry) => !isOutgoing(entry)));

function show() {
  const shown = waiting();
  panes.hidden = !shown.length;
  byId("vide").hidden = shown.length > 0;
  byId("vide").querySelector("h2").textContent = entries.length ? "Plus rien à répondre" : "Tout est traité";
  byId("suite").hidden = !next;
  part(panes, "count").textContent = counted(shown.length, Boolean(next));
  keepRows(byId("liste"), shown, { open, current, ticked: showTogether });
  const isThere = (one) => shown.some(({ id }) => id === one?.id);
  if (!(together ? together.every(isThere) : isThere(current))) close();
  showTicked(byId("ensemble"), mayAnswer ? tickedNow() : []);
}

const counted = (number, more) =>
  number === 1 ? "Une demande attend" : `${number}${more ? " demandes et plus attendent" : " demandes attendent"}`;

function showUnreadable(number) {
  byId("illisibles").hidden = !number;
  byId("illisibles").textContent =
    number === 1
      ? "Une demande ne peut pas être lue. Prévenez qui s’occupe du portail."
      : `${number} demandes ne peuvent pas être lues. Prévenez qui s’occupe du portail.`;
}

async function itemOf(entry) {
  if (!ahead.has(entry.id)) ahead.set(entry.id, get(await deskPath("inbox", entry.kind, entry.family, entry.id)));
  try {
    return await ahead.get(entry.id);
  } finally {
    ahead.delete(entry.id);
  }
}

async function readAhead(entry) {
  if (!entry || ahead.has(entry.id)) return;
  const asked = get(await deskPath("inbox", entry.kind, entry.family, entry.id));
  asked.catch(() => ahead.delete(entry.id));
  ahead.set(entry.id, asked);
}

/** Show an item beside the list. `focus`: whether its title is where one goes on, as on a narrow screen. */
async function open(entry) {
  current = entry;
  together = null;
  item = null; // what is shown until this one comes is not what a key answers
  keepRows(byId("liste"), waiting(), { open, current, ticked: showTogether });
  panes.dataset.open = "";
  hideTrouble();
  try {
    const [found, { showItem }] = await Promise.all([itemOf(entry), items()]);
    if (current !== entry) return;
    item = found;
    showItem(byId("demande"), item, { answer, close: back, mayAnswer, problem: refusals.get(entry.id) });
    byId("demande").hidden = false;
    readAhead(neighbour(1));
  } catch (problem) {
    if (current !== entry) return;
    if (problem.code === "not_found") return gone(entry);
    showTrouble(problem, () => open(entry));
  }
}

/** A colleague answered it, or the family took it back. */
function gone(entry) {
  entries = entries.filter((each) => each !== entry);
  announce("Cette demande n’attend plus : un collègue y a répondu, ou la famille l’a retirée.");
  show();
  openNext(entry);
}

function close() {
  current = null;
  item = null;
  together = null;
  byId("demande").hidden = true;
  byId("demande").replaceChildren(); // what is out of sight answers no key
  delete panes.dataset.open;
}

function back() {
  const entry = current;
  close();
  show();
  if (entry) shownRow(entry.id)?.focus();
}

function neighbour(step) {
  const shown = waiting();
  return shown[current ? shown.findIndex(({ id }) => id === current.id) + step : 0];
}

function go(step) {
  const entry = neighbour(step);
  if (!entry) return;
  open(entry);
  shownRow(entry.id)?.focus();
}

/** `how`: "accept", "refuse", "reply", with what it needs; see answerOf. */
async function answer(how, needs = {}) {
  const [entry, found] = [current, item];
  if (!entry || !found || !mayAnswer) return;
  const { answerOf, saidOf } = await items();
  // By their ids: the list may have been read again since this one was opened.
  const place = waiting().findIndex(({ id }) => id === entry.id);
  give(entry, saidOf(entry, how), await answerOf(found, how, needs));
  refusals.delete(entry.id);
  await goOn(place);
}

/** What comes after the one that was at that place; all is answered where nothing does. */
async function goOn(place) {
  show();
  if (!waiting().length && next) await read({ more: true });
  const shown = waiting();
  const following = shown[Math.min(Math.max(place, 0), shown.length - 1)];
  if (following) return openAndGo(following);
  const all = byId("vide").querySelector("h2");
  all.tabIndex = -1;
  all.focus();
}

/** On its row, where the list is beside it; else on its title. */
async function openAndGo(entry) {
  const opened = open(entry);
  const row = shownRow(entry.id);
  if (row?.offsetParent) return row.focus();
  await opened;
  if (current === entry) byId("demande").querySelector("h2")?.focus();
}

/** The first of the kind that the address asks for, else the first of all. */
function openNext() {
  const shown = waiting();
  const first = shown.find((entry) => entry.kind === named("premiere")) ?? shown[0];
  if (first && matchMedia("(min-width: 62rem)").matches) open(first);
}

function undo() {
  const [entry, ...more] = takeBack();
  if (!entry) return announce("Il n’y a plus rien à annuler : tout est parti.");
  show();
  if (more.length) tickAgain([entry, ...more]);
  openAndGo(entries.find(({ id }) => id === entry.id) ?? entry);
  const taken = more.length ? `${more.length + 1} réponses annulées` : "Réponse annulée";
  const left = given.get(entry.id) - more.length - 1;
  announce(
    left > 0 ? `${taken} ; ${left} de celles données ensemble sont déjà parties.` : `${taken} : rien n’est parti.`,
  );
}

/** What was chosen to be answered together is chosen again: one takes one out, or accepts without going through them anew. */
function tickAgain(all) {
  for (const { id } of all) {
    const box = tickOf(id);
    if (box) box.checked = true;
  }
  showTogether();
}

/** Of a line of bookings, whose it is: « Complet » alone says of which of three children to nobody. */
function namedLine({ request }, { child, service, date, sentence }) {
  const line = request?.lines?.find((one) => one.child === child && one.service === service && one.date === date);
  return line ? `${line.child_name}, ${line.service_name} : ${sentence}` : sentence;
}

/** The server has said what became of an answer. */
function arrived({ entry }, json, refused) {
  const failed = (json?.failed ?? json?.refused ?? []).map((line) => namedLine(json, line));
  const why = refused ? [refused.message] : failed;
  if (!why.length) {
    entries = entries.filter(({ id }) => id !== entry.id);
    show();
    if (!entries.some(isOutgoing)) announce("C’est envoyé.");
    return;
  }
  refusals.set(entry.id, why.join(" "));
  announce(`« ${entry.subject} » n’a pas pu être fait : ${why[0]}`);
  return read();
}

/** Several of one kind at once: each is an act of its own, and what each does is said before. */
const tickedNow = () => waiting().filter(({ id }) => tickOf(id)?.checked);

function showTogether() {
  if (together) close(); // what it shows is no more what is ticked
  showTicked(byId("ensemble"), mayAnswer ? tickedNow() : []);
}

async function openTogether() {
  const ticked = tickedNow();
  const [{ acceptTogether }, { canAccept }, ...all] = await Promise.all([
    import("./inbox-together.js"),
    items(),
    ...ticked.map(itemOf),
  ]);
  if (ticked.length !== tickedNow().length) return;
  acceptTogether(byId("demande"), all, {
    accept: acceptAll,
    close: back,
    // What asks something of its own is answered alone.
    canAccept: (one) => canAccept(one) && !one.correction?.residence,
  });
  current = null;
  item = null;
  together = ticked;
  keepRows(byId("liste"), waiting(), { open, current, ticked: showTogether });
  byId("demande").hidden = false;
  panes.dataset.open = "";
}

async function acceptAll(all) {
  const { answerOf, saidOf } = await items();
  const answers = await Promise.all(all.map((one) => answerOf(one, "accept", {})));
  const place = waiting().findIndex(({ id }) => id === all[0].entry.id);
  const group = all[0].entry.id;
  for (const [at, { entry }] of all.entries()) {
    given.set(entry.id, all.length);
    refusals.delete(entry.id);
    give(entry, saidOf(entry, "accept"), answers[at], group);
  }
  close();
  await goOn(place);
}

/**
 * A key answers what the screen shows as chosen: those that are ticked, else the one that is open. What that does not offer is not done,
 * and the screen says why.
 */
function press(name) {
  const ticked = tickedNow();
  const others = ticked.length > 1 || (ticked.length === 1 && ticked[0].id !== current?.id);
  if (others && !together) {
    const why = whyNotTicked(name, ticked);
    return why ? announce(why) : byId("ensemble").querySelector('[data-part="all"]').click();
  }
  if (byId("demande").hidden) return announce("Aucune demande n’est ouverte.");
  if (!item && !together) return; // the next one comes: what is still shown is not what is answered
  const button = part(byId("demande"), name);
  // A question is answered in words: said to be answered elsewhere, by a button.
  if (name === "accept" && button?.classList.contains("button-quiet")) press("write");
  else if (button && !button.hidden) button.click();
  else announce(whyNot(name, current));
}

function tick() {
  const box = tickOf(current?.id) ?? document.activeElement.closest("#liste > li")?.querySelector("input");
  if (!box) return announce("Aucune demande n’est ouverte.");
  box.click();
}

keys({
  j: ["La demande suivante", () => go(1)],
  k: ["La demande précédente", () => go(-1)],
});

/** Those of who may answer. */
const answering = {
  x: ["Cocher la demande ouverte, ou la décocher", tick],
  a: ["Accepter celles qui sont cochées, sinon celle qui est ouverte ; répondre à une question", () => press("accept")],
  r: ["Refuser celle qui est ouverte", () => press("refuse")],
  t: ["Répondre par écrit à celle qui est ouverte", () => press("write")],
  z: ["Annuler la dernière réponse", undo],
};

byId("ensemble").querySelector('[data-part="all"]').addEventListener("click", openTogether);
byId("ensemble")
  .querySelector('[data-part="none"]')
  .addEventListener("click", () => {
    for (const { id } of tickedNow()) tickOf(id).checked = false;
    showTogether();
  });
kind.addEventListener("change", () => read());
byId("suite")
  .querySelector("button")
  .addEventListener("click", () => read({ more: true }));
part(byId("envoi"), "undo").addEventListener("click", undo);
part(byId("envoi"), "again").addEventListener("click", sendAgain);
beforeSignOut(sendAll);

/** Opened without a network, the screen goes on by itself once there is one: what was answered before leaves then. */
async function start() {
  try {
    items();
    const here = await town();
    mayAnswer = has(here, "secretary");
    if (mayAnswer) keys(answering);
    const sent = watchOutgoing(here.commune.id, { tell, arrived });
    await read();
    await sent;
    openNext();
    hideTrouble();
    setInterval(() => document.visibilityState === "visible" && navigator.onLine && !next && read(), REFRESH_MS);
  } catch (problem) {
    showTrouble(problem, start);
    addEventListener("online", start, { once: true });
  }
}

start();
