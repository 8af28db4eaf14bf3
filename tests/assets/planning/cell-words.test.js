import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "../../../site/assets/js/planning/cell-words.js";
import { setClock } from "../../../site/assets/js/planning/clock.js";
import { hasClick, queueWords } from "../../../site/assets/js/planning/waiting.js";
import { plain } from "../french.js";

const TODAY = "2026-11-23"; // lundi
const aCell = (other = {}) => ({ date: "2026-11-26", price_cents: 345, until: null, sentence: "Fermé.", ...other });

function said(cell, state) {
  const { word, price, note, soon, look } = wordsOf(cell, state, TODAY);
  return { word, price: price && plain(price), note: note && plain(note), soon, look };
}

test("a limit that is far is a day and an hour, one within the hour is minutes", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T09:15:00+01:00") });
  setClock("2026-11-23T09:15:00+01:00");
  const far = said(aCell({ until: "2026-11-24T10:00:00+01:00" }), "bookable");
  assert.deepEqual([far.note, far.soon], ["jusqu’à demain 10 h", false]);
  const near = said(aCell({ until: "2026-11-23T10:00:00+01:00" }), "validated");
  assert.deepEqual([near.note, near.soon], ["annulable encore 45 min", true]);
});

test("a day that is over says that nothing was booked, without a reason", () => {
  const { word, note, look } = said(aCell({ date: "2026-11-22", sentence: "" }), "late"); // dimanche
  assert.deepEqual([word, note, look], ["Non réservé", "", "past"]);
});

test("who came without a booking, or was noted absent, says so with its price, also of a day that is over", () => {
  const came = {
    date: "2026-11-22",
    word: "Présence sans réservation",
    sentence: "Présence sans réservation.",
    price_cents: 460,
  };
  const { look, sign, word, price, note } = wordsOf(aCell(came), "late", TODAY); // dimanche
  assert.deepEqual(
    [look, sign, word, plain(price), note],
    ["came", "came", "Présence sans réservation", "4,60 €", "Présence sans réservation."],
  );
  const missed = wordsOf(aCell({ ...came, word: "Absence notée", absent: true }), "locked", TODAY);
  assert.deepEqual([missed.look, missed.sign, missed.word], ["absent", "absent", "Absence notée"]);
});

test("what cannot be booked shows no price, what is booked shows its own", () => {
  assert.equal(said(aCell(), "closed").price, null);
  assert.equal(said(aCell(), "locked").price, "3,45 €");
  for (const state of ["locked", "bookable", "can_wait"])
    assert.equal(said(aCell({ price_cents: null, queue: { waiting: 1, rank: null } }), state).price, null, state);
});

test("what does not take place says so by a word and a sign of its own, why, and no price", () => {
  const sentence = "N’a pas lieu : grève.";
  const { word, sign, price, note } = wordsOf(aCell({ sentence }), "called_off", TODAY);
  assert.deepEqual([word, sign, price, note], ["N’a pas lieu", "out", null, sentence]);
  assert.notEqual(sign, wordsOf(aCell(), "closed", TODAY).sign);
});

test("a declared absence has a word, a sign and a look of its own, and is still cancelled by a click", () => {
  const absent = aCell({ absent: true, word: "Absence déclarée, facturée", sentence: "Justificatif…" });
  for (const state of ["locked", "validated"]) {
    const { word, look, sign, price } = wordsOf(absent, state, TODAY);
    assert.deepEqual([word, look, sign, plain(price)], ["Absence déclarée, facturée", "absent", "absent", "3,45 €"]);
  }
  assert.equal(wordsOf(absent, "cancel_in_basket", TODAY).look, "cancel_in_basket");
});

test("who waits is not shown as who is too late", () => {
  assert.notEqual(wordsOf(aCell(), "waiting", TODAY).sign, wordsOf(aCell(), "late", TODAY).sign);
});

test("what is unusual comes before the limit", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T09:15:00+01:00") });
  setClock("2026-11-23T09:15:00+01:00");
  const cell = aCell({ remark: "en retard : +1,00 €", until: "2026-11-25T00:00:00+01:00" });
  assert.equal(said(cell, "bookable").note, "en retard : +1,00 €, jusqu’à demain soir à minuit");
});

test("a rank that is not known yet is not said, the first is an ordinal of its own", () => {
  const word = (rank) => queueWords({ queue: rank && { rank } }, "waiting").word;
  assert.deepEqual([null, 1, 2].map(word), ["Liste d’attente", "Liste d’attente, 1er", "Liste d’attente, 2e"]);
});

test("how many wait is said where somebody does", () => {
  const note = (waiting) => plain(queueWords({ queue: { waiting, rank: null } }, "can_wait").note);
  assert.equal(note(0), "attendre une place");
  assert.equal(note(1), "attendre une place (1 enfant attend)");
  assert.equal(note(2), "attendre une place (2 enfants attendent)");
});

test("a full day can be clicked where there is a waiting list", () => {
  assert.ok(hasClick("can_wait") && hasClick("waiting"));
  assert.ok(!hasClick("full"));
});
