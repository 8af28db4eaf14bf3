import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder } from "../../../site/assets/js/components/news-item.js";

const FERRY = { id: "ferry", for: ["school:ferry"] };
const CANTEEN = { id: "canteen", for: ["service:cantine"] };
const ALL = { id: "all", for: [] };
const OLD = { id: "old" }; // published before articles said whom they concern

const names = (articles, marks) => inOrder([...articles], marks).map(({ id }) => id);

test("what concerns the family comes first, and else the order of the town stays", () => {
  assert.deepEqual(names([FERRY, CANTEEN, ALL, OLD], ["school:zola"]), ["all", "old", "ferry", "canteen"]);
  assert.deepEqual(names([FERRY, ALL, CANTEEN], ["service:cantine"]), ["all", "canteen", "ferry"]);
  assert.deepEqual(names([CANTEEN, FERRY, ALL], ["school:ferry", "service:cantine"]), ["canteen", "ferry", "all"]);
});

test("a device that does not know yet what concerns the family shows all the same", () => {
  assert.deepEqual(names([FERRY, ALL], []), ["all", "ferry"]);
});
