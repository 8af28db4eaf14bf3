import assert from "node:assert/strict";
import { test } from "node:test";
import { whileBusy } from "../../../site/assets/js/base/busy.js";

function button() {
  const has = new Map();
  return {
    getAttribute: (name) => has.get(name) ?? null,
    setAttribute: (name, value) => has.set(name, value),
    removeAttribute: (name) => has.delete(name),
  };
}

test("a second press while an act lasts is no second act", async () => {
  const pressed = button();
  let [times, end] = [0, null];
  const act = () => {
    times += 1;
    return new Promise((resolve) => (end = resolve));
  };
  const first = whileBusy(pressed, act);
  assert.equal(pressed.getAttribute("aria-busy"), "true");
  await whileBusy(pressed, act);
  end();
  await first;
  assert.equal(times, 1);
  assert.equal(pressed.getAttribute("aria-busy"), null);
});

test("whatever it comes to, the button can be pressed again", async () => {
  const pressed = button();
  const refuse = async () => {
    throw new Error("offline");
  };
  const stumble = () => {
    throw new TypeError("a fault of ours");
  };
  await assert.rejects(whileBusy(pressed, refuse), /offline/, "who asked hears of it");
  await assert.rejects(whileBusy(pressed, stumble), TypeError);
  let done = false;
  await whileBusy(pressed, async () => (done = true));
  assert.ok(done);
});
