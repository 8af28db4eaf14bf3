import assert from "node:assert/strict";
import { test } from "node:test";
import { clickOn, isComing, keyOf } from "../../../site/assets/js/planning/cells.js";

const SLOT = { child: "clara", service: "restauration", date: "2026-11-24" };

test("two children, two services and two days are never one slot", () => {
  const others = [{ child: "guilhem" }, { service: "matin" }, { date: "2026-11-25" }];
  assert.equal(new Set([SLOT, ...others.map((other) => ({ ...SLOT, ...other }))].map(keyOf)).size, 4);
  assert.equal(keyOf({ ...SLOT, price_cents: 345 }), keyOf(SLOT));
});

test("a second click takes back the first", () => {
  for (const state of ["bookable", "validated"]) {
    const first = clickOn(state);
    assert.ok(first.action);
    assert.deepEqual(clickOn(first.state), { state, action: null });
  }
});

test("the contrary of what was asked of the town withdraws it", () => {
  assert.equal(clickOn("requested").action, "cancel");
  assert.equal(clickOn("cancel_requested").action, "reserve");
});

test("what cannot be changed is not clicked", () => {
  for (const state of ["locked", "full", "can_wait", "waiting", "late", "not_open_yet", "closed"]) {
    assert.equal(clickOn(state), undefined, state);
  }
});

test("a child comes who is booked, asked for or in the basket, and not one who is cancelled", () => {
  const states = ["bookable", "in_basket", "validated", "requested", "cancel_in_basket", "cancel_requested", "full"];
  assert.deepEqual(states.filter(isComing), ["in_basket", "validated", "requested"]);
});
