// What a cell of the family's week says to an agent.
import assert from "node:assert/strict";
import { test } from "node:test";

import { deskWords } from "../../../site/assets/js/desk/week-words.js";
import { plain } from "../french.js";

const cell = {
  date: "2026-11-16",
  price_cents: 230,
  state: "bookable",
  was: "bookable",
  over: ["limit"],
  action: "reserve",
  why: "",
};

test("who came without a booking is not late, and costs what it is billed", () => {
  const seen = { ...cell, noted: "Présence sans réservation", noted_more: "", noted_cents: 600 };
  const { word, price, sign } = deskWords(seen, "bookable", "2026-11-16");
  assert.deepEqual([word, plain(price), sign], ["Présence sans réservation", "6,00 €", "validated"]);
  assert.equal(deskWords(cell, "bookable", "2026-11-16").word, "En retard");
});

test("a child who was booked and noted absent says so beside the price that stays", () => {
  const booked = { ...cell, absent: true, noted: "Absence notée", noted_more: "", noted_cents: 330 };
  const { word, price, sign } = deskWords(booked, "locked", "2026-11-16");
  assert.deepEqual([word, plain(price), sign], ["Absence notée", "3,30 €", "absent"]);
  assert.equal(deskWords({ ...booked, noted_cents: undefined }, "locked", "2026-11-16").price, null);
});

test("a late day has the price in time and the one that the family reads", () => {
  const late = { ...cell, price_cents: 230, regular_cents: 230, late_cents: 330 };
  assert.equal(plain(deskWords(late, "bookable", "2026-11-16").price), "2,30 ou 3,30 €");
  assert.equal(plain(deskWords({ ...late, late_cents: 230 }, "bookable", "2026-11-16").price), "2,30 €");
});
