/** Beside the week: what the choice would do, said by the server before it is confirmed; then what was done, and its undoing. */
import { announce } from "../base/announce.js";
import { whileBusy } from "../base/busy.js";
import { deskPath } from "../base/desk.js";
import { money } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { count } from "../planning/calendar-words.js";
import { longDay } from "../base/days-and-hours.js";
import { capital } from "../planning/words.js";
import { post } from "../base/writes.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { insertSentence } from "./insert-sentence.js";

const WAIT_MS = 250;
const CONTRARY = { reserve: "cancel", cancel: "reserve" };
const UNDOING = "La mairie a repris une erreur";

const byId = (id) => document.getElementById(id);
const form = byId("pour-la-famille");
const reason = form.elements.reason;
const confirm = byId("confirmer");

/** `family`: its id. Answers `{show}`, for each change of the week. */
export function bookingPanel(store, family) {
  const path = async () => deskPath("files", family, "bookings");
  let asked = "";
  let said = null;
  let wait;
  let turn = 0;

  const body = () => ({
    lines: store.lines(),
    over: said ? said.over.map(({ code }) => code) : [],
    price: form.elements.price.value,
    reason: reason.value.trim(),
    tell: form.elements.tell.checked,
  });

  async function ask() {
    const mine = ++turn;
    confirm.disabled = true;
    try {
      const answer = await post(await path(), { ...body(), over: [], dry: true });
      if (mine !== turn) return;
      said = answer;
      hideTrouble();
      showSaid(store, answer);
    } catch (problem) {
      if (mine === turn) showTrouble(problem, ask);
    }
  }

  function show() {
    const lines = store.lines();
    byId("rien-choisi").hidden = lines.length > 0;
    form.hidden = !lines.length;
    byId("choix").hidden = !lines.length;
    byId("choix").textContent = `${count(lines.length, "choix", "choix")} : lire le récapitulatif`;
    const wanted = JSON.stringify([lines, form.elements.price.value, form.elements.tell.checked]);
    if (wanted === asked) return;
    asked = wanted;
    clearTimeout(wait);
    turn++;
    confirm.disabled = true;
    if (lines.length) {
      byId("fait").hidden = true;
      wait = setTimeout(ask, WAIT_MS);
    }
  }

  const send = (sent) => whileBusy(confirm, () => sendNow(sent));

  async function sendNow(sent) {
    store.readOnly = true;
    store.tell();
    try {
      const answer = await post(await path(), sent);
      hideTrouble();
      store.choose([]);
      showDone(answer, () => undo(answer));
    } catch (problem) {
      showTrouble(problem);
      // Somebody took or gave back a place meanwhile: what would be passed over now is said again.
      asked = "";
    }
    store.readOnly = false;
    await store.read().catch((problem) => {
      store.tell();
      showTrouble(problem);
    });
  }

  async function undo({ done }) {
    const lines = done.map(({ child, service, date, action }) => ({ child, service, date, action: CONTRARY[action] }));
    const contrary = { lines, over: [], price: "regular", reason: UNDOING, tell: form.elements.tell.checked };
    try {
      const { over } = await post(await path(), { ...contrary, dry: true });
      await send({ ...contrary, over: over.map(({ code }) => code) });
    } catch (problem) {
      showTrouble(problem);
    }
  }

  form.addEventListener("change", show);
  const { ready } = form.elements;
  // Walking through the sentences with the arrows chooses none: they are inserted by the button, or by Enter.
  const insert = () => ready.value && insertSentence(reason, ready.value);
  byId("inserer").addEventListener("click", insert);
  ready.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    insert();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = said?.over.length > 0 && !reason.value.trim();
    byId("reason-error").hidden = !missing;
    reason.setAttribute("aria-invalid", missing);
    if (missing) return reason.focus();
    if (!confirm.disabled) send(body());
  });
  byId("tout-enlever").addEventListener("click", () => store.choose([]));
  return { show };
}

/** What the server would do now. */
function showSaid(store, { done, refused, over, past, summary, told, prices = {} }) {
  const lines = done.map(({ child_name, service_name, date, action, price_cents, kept_cents, why }) =>
    fill(clone("recap-ligne"), {
      what: `${action === "reserve" ? "Réserver" : "Annuler"} : ${service_name}, ${longDay(date)}`,
      child: child_name,
      price: (action === "cancel" ? "− " : "") + money(price_cents),
      why: [why, kept_cents ? `${money(kept_cents)} restent dus.` : ""].filter(Boolean).join(" "),
    }),
  );
  const kept = refused.map(({ child_name: child, service_name: service, date, sentence }) =>
    fill(clone("recap-refus"), {
      what: `${child}, ${service}, ${longDay(date)} :`,
      sentence,
    }),
  );
  part(form, "lines").replaceChildren(...lines, ...kept);
  byId("passe-outre").hidden = !over.length;
  fill(byId("passe-outre"), { past: `${capital(past || " ")}.` });
  const late = [...store.chosen.values()].some(({ regular_cents: a, late_cents: b }) => a !== b);
  byId("prix").hidden = !late && !prices.late;
  // What each comes to is said before one is chosen.
  for (const [name, says] of Object.entries(prices)) fill(byId("prix"), { [name]: ` : ${says}` });
  byId("raison-facultative").hidden = over.length > 0;
  fill(form, { summary, told: told > 1 ? `(${told} personnes)` : "" });
  const reserved = done.filter(({ action }) => action === "reserve").length;
  const cancelled = done.length - reserved;
  confirm.disabled = !done.length;
  confirm.textContent =
    "Confirmer " +
    [reserved && count(reserved, "réservation"), cancelled && count(cancelled, "annulation")]
      .filter(Boolean)
      .join(" et ");
}

function showDone({ done, summary }, undo) {
  const box = byId("fait");
  const left = done.some(({ kept_cents: kept }) => kept);
  fill(box, { summary: `C’est fait. ${summary}` });
  const button = byId("reprendre");
  // What stays due of a late cancellation is not taken back by another booking.
  button.hidden = left || !done.length;
  button.onclick = undo;
  box.hidden = false;
  reason.value = "";
  box.focus();
  announce("C’est enregistré.");
}
