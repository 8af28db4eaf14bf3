import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { keep, kept } from "../../../site/assets/js/planning/planning-cache.js";
import { storage } from "../outside.js";

/** A device without anything kept. */
function device() {
  const answers = new Map();
  const cache = {
    put: async (path, answer) => answers.set(path, answer),
    match: async (path) => answers.get(path)?.clone(),
  };
  globalThis.localStorage = storage();
  globalThis.caches = { open: async () => cache };
  globalThis.window = globalThis;
}

async function inTime(act) {
  const { window, caches } = globalThis;
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    device();
    await act();
  } finally {
    mock.timers.reset();
    Object.assign(globalThis, { window, caches });
  }
}

/** Whatever waits for promises alone goes on. */
const later = () => new Promise((resume) => setImmediate(resume));

test("a planning is kept once it was painted: the browser may stop the page while it opens its caches", () =>
  inTime(async () => {
    keep("/planning", { start: "2026-11-30" });
    await later();
    assert.equal(await kept("/planning"), null);
    mock.timers.tick(1000);
    await later();
    assert.deepEqual(await kept("/planning"), { start: "2026-11-30" });
  }));

test("nothing is kept where the device signed out between the painting and the keeping", () =>
  inTime(async () => {
    keep("/planning", { start: "2026-11-30" });
    localStorage.setItem("preau.out", "1");
    mock.timers.tick(1000);
    await later();
    assert.equal(await kept("/planning"), null);
  }));

test("what was kept is read; a browser that keeps nothing has nothing, and nobody waits for it", async (t) => {
  const { caches } = globalThis;
  t.after(() => (globalThis.caches = caches));
  globalThis.caches = {
    open: async () => ({ match: async (path) => (path === "/a" ? Response.json({ n: 1 }) : undefined) }),
  };
  assert.deepEqual(await kept("/a"), { n: 1 });
  assert.equal(await kept("/b"), null);
  globalThis.caches = { open: () => Promise.reject(new Error("The operation is insecure.")) };
  assert.equal(await kept("/a"), null);
  delete globalThis.caches;
  assert.equal(await kept("/a"), null);
});
