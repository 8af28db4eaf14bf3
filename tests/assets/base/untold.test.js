import assert from "node:assert/strict";
import { test } from "node:test";
import { unreachable } from "../../../site/assets/js/base/problem.js";

test("a problem that nobody caught is said; a fault of ours is for the console", async (t) => {
  const { addEventListener, document } = globalThis;
  t.after(() => Object.assign(globalThis, { addEventListener, document }));
  const [heard, said] = [{}, []];
  globalThis.addEventListener = (name, hear) => (heard[name] = hear);
  globalThis.document = {
    createElement: () => ({ remove: () => {} }),
    getElementById: () => ({ replaceChildren: ({ textContent }) => said.push(textContent) }),
  };
  await import("../../../site/assets/js/base/untold.js");
  t.mock.timers.enable({ apis: ["setTimeout"] });
  for (const reason of [new TypeError("x is undefined"), undefined, unreachable()])
    heard.unhandledrejection({ reason });
  assert.deepEqual(said, [unreachable().message]);
});
