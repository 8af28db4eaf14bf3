/** What a cell says to an agent: what parents see there, and why they could not. */
import { money } from "../base/french.js";
import { wordsOf } from "../planning/cell-words.js";

const SEEN = {
  requested: "Demandé",
  late: "Trop tard",
  full: "Complet",
  can_wait: "Complet",
  waiting: "Liste d’attente",
  not_open_yet: "Pas encore ouvert",
  closed: "Fermé",
  bookable: "En retard",
  in_basket: "En retard",
};

export function deskWords(cell, state, today) {
  const words = bookingWords(cell, state, today);
  if (!cell.noted || state === "in_basket" || state === "cancel_in_basket") return words;
  // Who came is a fact: what could still be booked there late is said when the cell is chosen.
  const cents = cell.noted_cents ?? null;
  return {
    ...words,
    look: cell.absent ? "absent" : "locked",
    word: cell.noted,
    sign: cell.absent ? "absent" : "validated",
    price: cents === null ? null : money(cents),
    note: cell.noted_more,
    soon: false,
  };
}

function bookingWords(cell, state, today) {
  const words = wordsOf(cell, state, today);
  if (state === "in_basket") return { ...words, word: "À réserver", sign: "validated", note: cell.why, soon: false };
  if (state === "cancel_in_basket") return { ...words, word: "À annuler", note: cell.why, soon: false };
  if (!cell.over || !cell.action) return words;
  const kept = cell.action === "cancel";
  return {
    ...words,
    look: kept ? words.look : "passed",
    word: kept ? words.word : (cell.word ?? SEEN[cell.was] ?? words.word),
    sign: kept ? words.sign : "late",
    price: priceOf(cell),
    note: cell.why,
    soon: false,
  };
}

/** « 4,60 ou 5,60 € », where a late booking has a price of its own, which is the one that the family reads. */
function priceOf({ action, price_cents: cents, regular_cents: regular, late_cents: late }) {
  if (cents === null) return null;
  const both = action === "reserve" && Number.isInteger(late) && late !== regular;
  return both ? `${money(cents).slice(0, -2)} ou ${money(late)}` : money(cents);
}
