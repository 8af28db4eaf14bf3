/** What a cell says: a sign, a word, a price, and until when or why. */
import { money } from "../base/french.js";
import { clickOn } from "./cells.js";
import { msUntil } from "./clock.js";
import { queueWords } from "./waiting.js";
import { minutesLeft, until } from "./words.js";

/** State → its word, its sign (a <symbol> of components/signs.html), and how its limit is said: far, then near. */
const STATES = {
  bookable: { word: "Réservable", sign: "bookable", limit: "", soon: "ferme dans" },
  in_basket: { word: "Dans le panier", sign: "in_basket", limit: "à valider ", soon: "à valider d’ici" },
  validated: { word: "Réservé", sign: "validated", limit: "annulable ", soon: "annulable encore" },
  cancel_in_basket: {
    word: "Annulation dans le panier",
    sign: "cancel_in_basket",
    limit: "à valider ",
    soon: "à valider d’ici",
  },
  on_request: { word: "Sur demande", sign: "bookable", limit: "", soon: "ferme dans" },
  requested: { word: "Demandé", sign: "late", limit: "" },
  cancel_requested: { word: "Réservé", sign: "validated", limit: "" },
  locked: { word: "Réservé", sign: "validated", limit: "" },
  came: { sign: "came", limit: "" },
  absent: { sign: "absent", limit: "annulable ", soon: "annulable encore" },
  full: { word: "Complet", sign: "closed" },
  can_wait: { word: "Complet", sign: "closed" },
  waiting: { word: "Liste d’attente", sign: "waiting" },
  late: { word: "Trop tard", sign: "late" },
  not_open_yet: { word: "Pas encore ouvert", sign: "late" },
  closed: { word: "Fermé", sign: "closed" },
  called_off: { word: "N’a pas lieu", sign: "out" },
  past: { word: "Non réservé", sign: "closed" },
};

/** `{look, word, sign, price, note, soon}`: `note` says until when, or why not; `soon` that the limit falls within the hour. */
export function wordsOf(cell, state, today) {
  const past = cell.date < today;
  // Too late, with a word of its own: who came all the same.
  const late = cell.word ? "came" : past ? "past" : state;
  const asks = cell.on_request && state === "bookable";
  const absent = cell.absent && ["validated", "locked"].includes(state);
  const look = state === "late" ? late : asks ? "on_request" : absent ? "absent" : state;
  const { word, sign, limit, soon } = STATES[look];
  // None where the other home of the child pays.
  const cost = cell.price_cents === null ? null : money(cell.price_cents);
  const price = limit === undefined ? null : cost;
  const queued = !past && queueWords(cell, state);
  if (queued) return { look, ...queued, sign, price: cost, soon: false };
  if (!clickOn(state)) return { look, word: cell.word ?? word, sign, price, note: cell.sentence, soon: false };
  const left = cell.until && minutesLeft(msUntil(cell.until));
  const given = cell.declinable && state === "validated";
  const far = given ? "refusable sans frais " : limit;
  const near = given ? "refusable encore" : soon;
  const time = left ? `${near} ${left}` : cell.until && far + until(cell.until, today);
  const note = [cell.remark, time].filter(Boolean).join(", ");
  return { look, word: word ?? cell.word, sign, price, note, soon: Boolean(left) };
}
