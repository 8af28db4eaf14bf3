// In which order requests stand, and why a key does nothing.
import assert from "node:assert/strict";
import { test } from "node:test";

import { dueFirst } from "../../../site/assets/js/desk/inbox-order.js";
import { isOneKind, whyNot, whyNotTicked } from "../../../site/assets/js/desk/inbox-why.js";

const at = "2026-11-15T09:00:00+01:00";
const now = new Date("2026-11-15T23:30:00Z"); // lundi 2026-11-16 at 0 h 30 in the town

test("what is for today or tomorrow stands first, the nearest day before, then the oldest", () => {
  const all = [
    { id: "oldest", at, due: "2026-11-12" },
    { id: "wednesday", at, due: "2026-11-18" },
    { id: "tomorrow", at, due: "2026-11-17" },
    { id: "no-day", at, due: null },
    { id: "today", at, due: "2026-11-16" },
    { id: "today-too", at, due: "2026-11-16" },
  ];
  assert.deepEqual(
    dueFirst(all, now).map(({ id }) => id),
    ["today", "today-too", "tomorrow", "oldest", "wednesday", "no-day"],
  );
});

test("two that are ticked are accepted together where they are of one kind, and nothing else is done to them", () => {
  const two = [
    { id: "a", kind: "booking", subject: "Cantine" },
    { id: "b", kind: "booking", subject: "Garderie" },
  ];
  assert.equal(whyNotTicked("accept", two), null);
  assert.match(whyNotTicked("refuse", two), /2 demandes sont cochées/);
  assert.match(whyNotTicked("accept", [two[0]]), /« Cantine » est cochée, une autre est ouverte/);
  assert.match(whyNotTicked("accept", [two[0], { kind: "correction" }]), /ne s’acceptent pas ensemble/);
  assert.ok(!isOneKind([{ kind: "question" }, { kind: "question" }]) && !isOneKind([]));
});

test("every key that an open request does not offer says why", () => {
  for (const kind of ["booking", "correction", "proof", "question", "paper", "attendance", "erasure"])
    for (const name of ["accept", "refuse", "write"]) assert.match(whyNot(name, { kind }), /\.$/);
  assert.match(whyNot("accept", { kind: "attendance" }), /Touchez ce qui est vrai/);
});
