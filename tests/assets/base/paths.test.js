import assert from "node:assert/strict";
import { test } from "node:test";
import { apiPath, named, pagePath } from "../../../site/assets/js/base/paths.js";

const HOSTILE = [
  "",
  ".",
  "..",
  "../x",
  "..%2F..%2Fregie",
  "../../../regie/reminders#",
  "..\\..\\..\\regie\\reminders",
  "%2e%2e/%2e%2e/%2e%2e/regie/reminders#",
  "..%2F..%2F..%2Fregie%2Freminders%23",
  "/../../../../../me/sessions?",
  "javascript:alert(1)",
  "https://ailleurs.example/",
  "a/b",
  "a\\b",
  "%2e%2e",
  ".%2e",
  "a?b",
  "a#b",
  "a;b",
  "a b",
  "a\tb",
  "a\n",
  "\na",
  "a@b",
  "a:b",
  "é",
  "..\u2215",
  "．．",
];

test("ids and words make an address of the API", () => {
  assert.equal(apiPath("me"), "/api/me");
  assert.equal(apiPath("absences", "2026-11.clara.01k9w"), "/api/absences/2026-11.clara.01k9w");
  assert.equal(apiPath("reminders", "-a_B9"), "/api/reminders/-a_B9");
  assert.equal(pagePath("lisse", "actualites", "index.json"), "/lisse/actualites/index.json");
});

for (const part of HOSTILE) {
  test(`${JSON.stringify(part)} is no part of an address, wherever it stands`, () => {
    for (const parts of [[part], [part, "x"], ["x", part], ["x", part, "y"]]) {
      assert.throws(() => apiPath(...parts), { code: "not_found", title: "Cette adresse ne mène à rien" });
      assert.throws(() => pagePath(...parts), { code: "not_found" });
    }
  });
}

test("what a provider glued to the address is not taken for a part of it", () => {
  globalThis.location = { search: "?famille=lisse%2Ftestmp&id=01k?idop=7" };
  assert.deepEqual([named("id"), named("famille"), named("annee")], ["01k", "lisse/testmp", undefined]);
});
