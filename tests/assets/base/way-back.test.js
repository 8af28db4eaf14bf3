import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { webAddress } from "../../../site/assets/js/base/outside.js";
import { wayBack } from "../../../site/assets/js/base/way-back.js";

beforeEach(() => {
  globalThis.location = {
    origin: "https://portail.example",
    protocol: "https:",
    href: "https://portail.example/connexion/",
  };
});

test("signing in leads back to the screen that asked for it, with its question and its fragment", () => {
  assert.equal(wayBack("/espace/compte/?x=1", null), "https://portail.example/espace/compte/?x=1");
  assert.equal(wayBack("/espace/compte/", "#code=1"), "https://portail.example/espace/compte/#code=1");
  assert.equal(
    wayBack("/mairie/famille/?id=1&commune=lisse"),
    "https://portail.example/mairie/famille/?id=1&commune=lisse",
  );
  assert.equal(wayBack(null, null, "/mairie/"), "https://portail.example/mairie/");
  assert.equal(
    wayBack("/espace/facture/?id=//ailleurs.example"),
    "https://portail.example/espace/facture/?id=//ailleurs.example",
  );
});

for (const asked of [
  null,
  "",
  "/",
  "//",
  "//[",
  "//ailleurs.example/",
  "/.//ailleurs.example/x",
  "/x/..//ailleurs.example/x",
  "/%2e//ailleurs.example/x",
  "/\\ailleurs.example/",
  "/\t/ailleurs.example/",
  "\\\\ailleurs.example",
  "https://ailleurs.example/",
  "https:ailleurs.example",
  "javascript:alert(1)",
  "/espace/..//ailleurs.example/x",
  "/espace/%2e%2e//ailleurs.example/x",
  "/espace/../..//ailleurs.example",
  "/espace/..\\\\ailleurs.example",
  "/espace/.\t.//ailleurs.example/",
  "/espace/../api/session",
  "/mairie/../api/session",
  "/mairie/..//ailleurs.example/x",
  "/mairie@ailleurs.example/",
  "/mairie",
  "/espace/../connexion/?suite=/espace/",
  "/espace@ailleurs.example/",
  " /espace/compte/",
]) {
  test(`${JSON.stringify(asked)} is no screen: signing in leads to the first one`, () => {
    assert.equal(wayBack(asked, "#x"), "https://portail.example/espace/");
  });
}

test("an answer leads a browser to pages and files, never to a script", () => {
  assert.equal(webAddress("https://www.tipi.budget.gouv.fr/tpa?idop=7"), "https://www.tipi.budget.gouv.fr/tpa?idop=7");
  assert.equal(webAddress("/lisse/actualites/article-0/"), "https://portail.example/lisse/actualites/article-0/");
  for (const told of [
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "http://portail.example/",
    "blob:x",
  ])
    assert.throws(() => webAddress(told), { code: "not_found" });
});
