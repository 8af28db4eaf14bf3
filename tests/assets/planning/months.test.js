import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonths, daysBetween, monthEnd, monthStart } from "../../../site/assets/js/planning/months.js";

test("no day lies between a day and an earlier one", () => {
  assert.deepEqual(daysBetween("2026-11-24", "2026-11-23"), []);
  assert.deepEqual(daysBetween("2026-11-24", "2026-11-24"), ["2026-11-24"]);
});

test("a month has each of its days once, also when the clocks change in it", () => {
  for (const [month, length] of [
    ["2026-03", 31],
    ["2026-10", 31],
    ["2028-02", 29],
  ]) {
    const days = daysBetween(`${month}-01`, monthEnd(`${month}-15`));
    assert.equal(days.length, length);
    assert.equal(new Set(days).size, length);
  }
});

test("months follow each other over the turn of the year", () => {
  assert.equal(addMonths("2026-12-31", 1), "2027-01-01");
  assert.equal(addMonths("2027-01-31", -1), "2026-12-01");
  assert.equal(addMonths("2026-01-31", 1), "2026-02-01"); // never the 3rd of March
  assert.equal(monthEnd("2026-12-01"), "2026-12-31");
  assert.equal(monthStart("2026-07-31"), "2026-07-01");
});
