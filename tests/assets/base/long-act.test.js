import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { whileItLasts } from "../../../site/assets/js/base/long-act.js";

const WORDS = "640 demandes partent : encore quelques secondes…";
const { document: before } = globalThis;
let said, shown;

beforeEach(() => {
  [said, shown] = [0, []];
  globalThis.document = {
    createElement: () => ({ remove: () => {} }),
    getElementById: () => ({
      replaceChildren: (...toasts) => {
        shown = toasts.map(({ textContent }) => textContent);
        said += toasts.length;
      },
    }),
  };
});

afterEach(() => (globalThis.document = before));

function promised() {
  const act = {};
  act.promise = new Promise((resolve, reject) => Object.assign(act, { resolve, reject }));
  return act;
}

test("an act that is soon done is not talked about", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const act = promised();
  const asked = whileItLasts(act.promise);
  mock.timers.tick(1900);
  act.resolve("done");
  assert.equal(await asked, "done");
  mock.timers.tick(60_000);
  assert.equal(said, 0);
});

test("one that lasts is said while it does, and not once it is over", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const act = promised();
  const asked = whileItLasts(act.promise, "640 demandes partent");
  mock.timers.tick(2000);
  assert.deepEqual(shown, [WORDS]);
  mock.timers.tick(12_000);
  assert.equal(said, 3);
  act.reject(new Error("refused"));
  await assert.rejects(asked, /refused/);
  assert.deepEqual(shown, []);
  mock.timers.tick(60_000);
  assert.equal(said, 3);
});
