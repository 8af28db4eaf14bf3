import assert from "node:assert/strict";
import { test } from "node:test";
import { sinceWhen } from "../../../site/assets/js/desk/when.js";
import { plain } from "../french.js";

const at = (moment, now) => plain(sinceWhen(moment, new Date(now)));

test("an instant of the town's today is said by its hour, whatever zone the device is in", () => {
  assert.equal(at("2026-12-03T08:52:00+01:00", "2026-12-03T22:59:00Z"), "aujourd’hui à 8 h 52");
  assert.equal(at("2026-12-03T00:05:00+04:00", "2026-12-02T20:10:00Z"), "aujourd’hui à 0 h 05");
});

test("the evening before is yesterday, also in the night the clocks change", () => {
  assert.equal(at("2026-12-02T21:10:00+01:00", "2026-12-03T07:52:00Z"), "hier à 21 h 10");
  assert.equal(at("2026-12-02T14:00:00+01:00", "2026-12-03T07:52:00Z"), "hier à 14 h");
  assert.equal(at("2026-10-24T23:30:00+02:00", "2026-10-25T10:00:00Z"), "hier à 23 h 30");
});

test("what is older is said by its day", () => {
  assert.equal(at("2026-12-01T21:10:00+01:00", "2026-12-05T07:52:00Z"), "mardi 1er décembre");
  assert.equal(at("2026-11-24T09:00:00+01:00", "2026-12-05T07:52:00Z"), "mardi 24 novembre");
});
