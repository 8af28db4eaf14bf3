import assert from "node:assert/strict";
import { test } from "node:test";
import { msUntil, setClock } from "../../../site/assets/js/planning/clock.js";

const LIMIT = "2026-11-24T10:00:00+01:00"; // mardi
const MINUTE = 60_000;

function onAPhoneThatShows(instant, context) {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse(instant) });
}

test("a phone that is an hour ahead counts down to the server's limit", (context) => {
  onAPhoneThatShows("2026-11-24T10:55:00+01:00", context);
  setClock("2026-11-24T09:55:00+01:00");
  assert.equal(msUntil(LIMIT), 5 * MINUTE);
  context.mock.timers.tick(6 * MINUTE);
  assert.equal(msUntil(LIMIT), -MINUTE);
});

test("the hour that comes twice in October is told apart by its offset", (context) => {
  onAPhoneThatShows("2026-10-25T00:30:00Z", context); // dimanche, 2 h 30, summer time
  setClock("2026-10-25T02:30:00+02:00");
  assert.equal(msUntil("2026-10-25T02:30:00+01:00"), 60 * MINUTE);
});
