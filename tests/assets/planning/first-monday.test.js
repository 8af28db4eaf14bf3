import assert from "node:assert/strict";
import { test } from "node:test";
import { firstMonday } from "../../../site/assets/js/planning/first-monday.js";

const lines = (...weeks) => weeks.map((each) => ({ weeks: each }));
const EVEN = "2026-11-23";
const ODD = "2026-11-30";

test("a week of odd weeks begins in the next odd one, one of even weeks in the next even one, one of all weeks now", () => {
  assert.equal(firstMonday(EVEN, lines("odd")), ODD);
  assert.equal(firstMonday(ODD, lines("odd")), ODD);
  assert.equal(firstMonday(EVEN, lines("even")), EVEN);
  assert.equal(firstMonday(ODD, lines("even")), "2026-12-07");
  assert.equal(firstMonday(EVEN, lines("all")), EVEN);
  assert.equal(firstMonday(ODD, lines("even", "odd")), ODD);
});

test("after a week 53 the week 1 is odd too: an even one waits for two weeks", () => {
  assert.equal(firstMonday("2026-12-28", lines("even")), "2027-01-11");
  assert.equal(firstMonday("2027-01-04", lines("odd")), "2027-01-04");
});
