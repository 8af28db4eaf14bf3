import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { counted, folded } from "../../../site/assets/js/attendance/fold.js";

const ADAM = { child: "adam", presence: "expected", arrived: null, left: null, absent: "", last_event: "s1" };
const event = (id, kind, details) => ({ id, kind, at: `2026-12-03T15:${id}:00.000Z`, state: "waiting", ...details });
const shown = (row, ...names) => Object.fromEntries(names.map((name) => [name, row[name]]));

describe("a child's row", () => {
  test("says what the server said where nothing waits", () => {
    const row = folded(ADAM, [event("31", "arrived", { hour: "16:31", state: "accepted" })]);
    assert.deepEqual(shown(row, "presence", "waiting", "last_event"), {
      presence: "expected",
      waiting: 0,
      last_event: "s1",
    });
  });

  test("says what waits on top of it, in the order of the taps and not of their arrival", () => {
    const taps = [event("47", "left", { hour: "16:47", by: "Jeanne" }), event("31", "arrived", { hour: "16:31" })];
    const row = folded(ADAM, taps);
    assert.deepEqual(shown(row, "presence", "arrived", "left", "left_by", "waiting", "last_event"), {
      presence: "left",
      arrived: "16:31",
      left: "16:47",
      left_by: "Jeanne",
      waiting: 2,
      last_event: "47",
    });
  });

  test("forgets a tap that was taken back before it left", () => {
    const row = folded(ADAM, [
      event("31", "arrived", { hour: "16:31" }),
      event("32", "cleared", { event: "31", restores: {} }),
    ]);
    assert.equal(row.presence, "expected");
    assert.equal(row.waiting, 2);
  });

  test("goes back to what it was where the server has the tap already", () => {
    const seen = { ...ADAM, presence: "left", arrived: "16:31", left: "16:47", late_minutes: 5 };
    const back = event("48", "cleared", { event: "47", restores: { presence: "present", left: null } });
    assert.deepEqual(shown(folded(seen, [back]), "presence", "arrived", "left", "late_minutes"), {
      presence: "present",
      arrived: "16:31",
      left: null,
      late_minutes: 5,
    });
  });

  test("keeps what was refused beside the name, and shows what the server says", () => {
    const no = event("31", "arrived", {
      hour: "16:31",
      state: "refused",
      sentence: "Le service est fermé ce jour-là.",
    });
    const row = folded(ADAM, [no]);
    assert.equal(row.presence, "expected");
    assert.deepEqual(row.refused, [no]);
  });

  test("counts a declared absence as one until the child is there", () => {
    const rows = [
      ADAM,
      { ...ADAM, absent: "absence déclarée" },
      { ...ADAM, absent: "absence déclarée", presence: "present" },
    ];
    assert.deepEqual(counted(rows), { present: 1, expected: 1, left: 0, absent: 1 });
  });
});
