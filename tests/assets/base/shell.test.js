import assert from "node:assert/strict";
import { mock, test } from "node:test";

/** What the frame finds in a browser; `asked`: what it registers, as it does. */
function browser(asked) {
  return {
    document: { getElementById: () => null },
    HTMLElement: { prototype: { popover: null } },
    navigator: { serviceWorker: { register: (address) => asked.push(address) } },
  };
}

test("the worker, which asks for all that it keeps, comes after the view and not with it", async () => {
  const asked = [];
  const parts = Object.entries(browser(asked));
  const before = parts.map(([name]) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of parts) Object.defineProperty(globalThis, name, { value, configurable: true });
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    await import("../../../site/assets/js/base/shell.js");
    mock.timers.tick(1500);
    assert.deepEqual(asked, []);
    mock.timers.tick(1000);
    assert.deepEqual(asked, ["/sw.js"]);
  } finally {
    mock.timers.reset();
    for (const [name, known] of before) {
      if (known) Object.defineProperty(globalThis, name, known);
      else delete globalThis[name];
    }
  }
});
