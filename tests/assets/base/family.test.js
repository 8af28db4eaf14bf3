import assert from "node:assert/strict";
import { test } from "node:test";
import { shortNames } from "../../../site/assets/js/base/family.js";

const of = (town, name) => ({ commune: { name: town }, family: { name } });

test("families are told apart in as few words as do, so that a phone shows them whole", () => {
  assert.deepEqual(shortNames([of("Aubray", "Testmp"), of("Val-de-Lisse", "Testmp")]), ["Aubray", "Val-de-Lisse"]);
  assert.deepEqual(shortNames([of("Aubray", "Testmp"), of("Aubray", "Durand")]), ["Testmp", "Durand"]);
  const others = [of("Aubray", "Testmp"), of("Val-de-Lisse", "Durand")];
  assert.deepEqual(shortNames(others), ["Aubray – Testmp", "Val-de-Lisse – Durand"]);
  const same = [of("Aubray", "Testmp"), of("Aubray", "Testmp")];
  assert.deepEqual(shortNames(same), ["Aubray – Testmp", "Aubray – Testmp"]);
});
