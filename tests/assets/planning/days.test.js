import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addDays,
  mondayOf,
  mondayOfWeek,
  weekdayOf,
  weekName,
  weekNumber,
} from "../../../site/assets/js/planning/days.js";

test("the nights when clocks change are one night long", () => {
  assert.equal(addDays("2026-03-28", 1), "2026-03-29"); // dimanche: the clocks go forward
  assert.equal(addDays("2026-03-29", 1), "2026-03-30");
  assert.equal(addDays("2026-10-24", 1), "2026-10-25"); // dimanche: they go back
  assert.equal(addDays("2026-10-25", 1), "2026-10-26");
  assert.equal(addDays("2026-10-26", -1), "2026-10-25");
});

test("days go over the end of a year and over the 29th of February", () => {
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2027-01-01", -1), "2026-12-31");
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(addDays("2026-02-28", 1), "2026-03-01");
});

test("Sunday is the seventh day of its week, not the first of the next", () => {
  assert.equal(weekdayOf("2026-11-22"), 7); // dimanche
  assert.equal(weekdayOf("2026-11-23"), 1); // lundi
  assert.equal(mondayOf("2026-11-22"), "2026-11-16");
  assert.equal(mondayOf("2026-11-23"), "2026-11-23");
});

test("the week of a day when clocks change begins on its Monday", () => {
  assert.equal(mondayOf("2026-03-29"), "2026-03-23");
  assert.equal(mondayOf("2026-10-25"), "2026-10-19");
});

test("a week is of the year that its Thursday is of", () => {
  assert.equal(weekName("2027-01-01"), "2026-W53"); // vendredi
  assert.equal(weekName("2027-01-04"), "2027-W01"); // lundi
  assert.equal(weekName("2024-12-30"), "2025-W01"); // lundi
  assert.equal(weekNumber("2026-12-31"), 53); // jeudi
});

test("an address that names no week has no Monday", () => {
  for (const name of [null, undefined, "", "2027-W53", "2026-W54", "2026-W00", "2026-W5", "hier"]) {
    assert.equal(mondayOfWeek(name), null, name);
  }
});

test("the name of a week leads back to its Monday, all year and over its turn", () => {
  for (let monday = "2026-06-29"; monday < "2027-07-15"; monday = addDays(monday, 7)) {
    assert.equal(mondayOfWeek(weekName(monday)), monday);
    assert.equal(weekName(addDays(monday, 6)), weekName(monday));
  }
});
