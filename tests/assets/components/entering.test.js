import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { afterSignIn } from "../../../site/assets/js/components/entering.js";

const REPLACED = ["location", "localStorage", "sessionStorage"];
const FAMILY = { commune: { id: "lisse" }, family: { id: "testmp" } };
const TOWN = { commune: { id: "lisse" }, roles: ["secretary"] };

describe("where signing in leads", () => {
  const before = new Map();
  const nothing = { getItem: () => null, setItem() {}, removeItem() {} };

  beforeEach(() => {
    for (const name of REPLACED) before.set(name, globalThis[name]);
    globalThis.localStorage = nothing;
    globalThis.sessionStorage = nothing;
    at("");
  });
  afterEach(() => {
    for (const name of REPLACED) globalThis[name] = before.get(name);
  });

  const at = (search) => {
    globalThis.location = { origin: "https://portail.example", pathname: "/connexion/", search };
  };
  const leads = (families, towns) => afterSignIn({ families, agent_of: towns }).replace("https://portail.example", "");

  test("a parent to the family's first screen, an agent to the town hall's", () => {
    assert.equal(leads([FAMILY], []), "/espace/");
    assert.equal(leads([], [TOWN]), "/mairie/");
    assert.equal(leads([], undefined), "/espace/");
  });

  test("who is both to the family's, from which the menu leads to the other side", () => {
    assert.equal(leads([FAMILY], [TOWN]), "/espace/");
  });

  test("back to the screen that asked for it, on whichever side it is", () => {
    at("?suite=%2Fmairie%2Fdemandes%2F%3Fcommune%3Dlisse");
    assert.equal(leads([FAMILY], [TOWN]), "/mairie/demandes/?commune=lisse");
    at("?suite=%2Fespace%2Ffactures%2F");
    assert.equal(leads([], [TOWN]), "/espace/factures/");
  });
});
