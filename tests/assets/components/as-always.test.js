import assert from "node:assert/strict";
import { test } from "node:test";
import { asAlways } from "../../../site/assets/js/components/as-always.js";

test("where no town has answered for the week in view, that is said, and the button can be pressed again", async (t) => {
  const { location } = globalThis;
  t.after(() => Object.assign(globalThis, { location }));
  globalThis.location = { search: "" };
  const has = new Map();
  for (const id of ["last-week", "keep-week"]) {
    const button = {
      id,
      getAttribute: (name) => has.get(name) ?? null,
      setAttribute: (name, value) => has.set(name, value),
      removeAttribute: (name) => has.delete(name),
    };
    const said = [];
    const store = { planning: { start: "2026-11-23", children: [] }, apart: () => [] };
    await asAlways(button, store, { failed: ({ title }) => said.push(title) });
    assert.deepEqual([said, has.size], [["Pas de connexion"], 0]);
  }
});
