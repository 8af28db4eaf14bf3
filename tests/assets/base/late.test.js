import assert from "node:assert/strict";
import { test } from "node:test";
import { lateFile } from "../../../site/assets/js/base/late.js";

/** A file that comes once `there` says so. Node keeps what failed with its address, as many browsers do. */
const FILE = "data:text/javascript,if (!globalThis.there) throw new Error(); export const what = {};//";

test("a file that did not come is a problem told in French, and comes once it can be had, the same for everybody", async (t) => {
  t.after(() => delete globalThis.there);
  for (const _ of [1, 2])
    await assert.rejects(lateFile(FILE), ({ code, title, message }) => {
      assert.deepEqual([code, title], ["unreachable", "Pas de connexion"]);
      return /réessayez/.test(message);
    });
  globalThis.there = true;
  await assert.rejects(import(FILE), "asked for as before, it would fail for good");
  const [one, other] = await Promise.all([lateFile(FILE), lateFile(FILE)]);
  assert.equal(one.what, other.what);
  assert.equal((await lateFile(FILE)).what, one.what);
});
