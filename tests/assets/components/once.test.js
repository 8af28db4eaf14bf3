import assert from "node:assert/strict";
import { test } from "node:test";
import { once } from "../../../site/assets/js/components/once.js";

function aButton() {
  const attributes = {};
  return {
    getAttribute: (name) => attributes[name] ?? null,
    setAttribute: (name, value) => (attributes[name] = String(value)),
    removeAttribute: (name) => delete attributes[name],
  };
}

test("a second press does nothing while the first is on its way, and is heard once it is done", async () => {
  const button = aButton();
  let count = 0;
  let answer;
  const act = () => {
    count += 1;
    return new Promise((done) => (answer = done));
  };
  const first = once(button, act);
  await once(button, act);
  assert.deepEqual([count, button.getAttribute("aria-busy")], [1, "true"]);
  answer();
  await first;
  const second = once(button, act);
  answer();
  await second;
  assert.deepEqual([count, button.getAttribute("aria-busy")], [2, null]);
});

test("what fails is told, and can be pressed again", async () => {
  const button = aButton();
  const told = [];
  const fails = async () => {
    throw new Error("Trop tard.");
  };
  for (let press = 0; press < 2; press += 1) await once(button, fails, ({ message }) => told.push(message));
  assert.deepEqual([told, button.getAttribute("aria-busy")], [["Trop tard.", "Trop tard."], null]);
});
