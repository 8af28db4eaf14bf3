import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../../templates/pages/sw.js", import.meta.url), "utf8").replace(
  /\{\{.*?\}\}/g,
  "x",
);

test("a page is kept with the instant at which the server sent it, whatever this device's clock shows", async () => {
  const kept = new Map();
  const cache = { put: async (key, response) => kept.set(key, await response.text()), keys: async () => [] };
  const world = { addEventListener: () => {}, caches: { open: async () => cache }, Date, Response, URL };
  vm.runInNewContext(SOURCE, world);
  const headers = { "Content-Type": "text/html", Date: "Thu, 26 Nov 2026 19:05:00 GMT" };
  const sent = new Response('<html lang="fr">', { headers });
  await world.keepPage("/aubray/", sent);
  assert.equal(kept.get("/aubray/"), '<html data-kept-at="2026-11-26T19:05:00.000Z" lang="fr">');
});

test("two scripts that ask for one another later are kept, once each", async () => {
  const files = {
    "/assets/js/one.js": 'import("./two.js")',
    "/assets/js/two.js": 'import("./one.js"), import("./two.js")',
  };
  const kept = [];
  const cache = { put: async (key) => kept.push(key), keys: async () => [] };
  const world = {
    addEventListener: () => {},
    caches: { open: async () => cache, match: async () => undefined },
    fetch: async (address) => new Response(files[address]),
    Date,
    Response,
    Set,
    URL,
  };
  vm.runInNewContext(SOURCE, world);
  const page = new Response('<html lang="fr"><script src="/assets/js/one.js">', {
    headers: { "Content-Type": "text/html" },
  });
  await world.keepPage("/espace/", page);
  assert.deepEqual(kept.sort(), ["/assets/js/one.js", "/assets/js/two.js", "/espace/"]);
});
