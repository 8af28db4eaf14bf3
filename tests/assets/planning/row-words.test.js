import assert from "node:assert/strict";
import { test } from "node:test";
import { setClock } from "../../../site/assets/js/planning/clock.js";
import { dueWords } from "../../../site/assets/js/planning/row-words.js";
import { shortly } from "../../../site/assets/js/planning/words.js";
import { plain } from "../french.js";

const TODAY = "2026-11-23"; // lundi
const aCell = (state, until, price_cents = 96) => ({ state, until: until && `${until}:00+01:00`, price_cents });

function due(...cells) {
  const { text, soon } = dueWords(cells, ({ state }) => state, TODAY);
  return [plain(text), soon];
}

test("a row says the price and the instant of what closes first and can still be clicked", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T09:15:00+01:00") });
  setClock("2026-11-23T09:15:00+01:00");
  const tomorrow = aCell("bookable", "2026-11-24T20:00", 120);
  assert.deepEqual(due(aCell("validated", "2026-11-26T12:00", 120), tomorrow), ["1,20 € · demain 20 h", false]);
  assert.deepEqual(due(aCell("can_wait", "2026-11-23T10:00", 120), tomorrow), ["1,20 € · demain 20 h", false]);
  assert.deepEqual(due(aCell("bookable", "2026-11-23T09:00", 120), tomorrow), ["1,20 € · demain 20 h", false]);
  assert.deepEqual(due(aCell("in_basket", "2026-11-23T10:00", 120), tomorrow), ["1,20 € · dans 45 min", true]);
});

test("a row whose cells differ in price says from which to which, of what has a price to tell", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T09:15:00+01:00") });
  setClock("2026-11-23T09:15:00+01:00");
  const dearer = aCell("bookable", "2026-11-24T20:00", 340);
  assert.deepEqual(due(aCell("locked", null, 230), dearer), ["2,30 à 3,40 € · demain 20 h", false]);
  assert.deepEqual(due(aCell("late", null, 230), aCell("closed", null, 96), dearer), ["3,40 € · demain 20 h", false]);
  assert.deepEqual(due(aCell("locked", null, null), dearer), ["3,40 € · demain 20 h", false]);
});

test("a row where nothing can be clicked says what it costs, or nothing", () => {
  assert.deepEqual(due(aCell("late", null, null), aCell("locked", null, 345)), ["3,45 €", false]);
  assert.deepEqual(due(aCell("late", null, 345), aCell("late", null, 410)), ["3,45 à 4,10 €", false]);
  assert.deepEqual(due(aCell("closed", null, null)), ["", false]);
});

test("a limit is short: a day far away, an hour near by", () => {
  const said = (instant) => plain(shortly(`${instant}:00+01:00`, TODAY));
  assert.equal(said("2026-11-23T17:00"), "aujourd’hui 17 h");
  assert.equal(said("2026-11-24T00:00"), "ce soir à minuit");
  assert.equal(said("2026-11-26T12:00"), "jeudi midi");
  assert.equal(said("2026-12-01T10:00"), "le 1er déc.");
  assert.equal(said("2026-12-09T00:00"), "le 8 déc.");
});
