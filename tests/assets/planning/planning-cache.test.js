import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "../../../site/assets/js/planning/planning-cache.js";

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
