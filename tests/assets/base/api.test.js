import assert from "node:assert/strict";
import { test } from "node:test";
import { get } from "../../../site/assets/js/base/api.js";
import { post, remove } from "../../../site/assets/js/base/writes.js";
import { server } from "../outside.js";

const REFUSED = { status: 422, code: "invalid", title: "Non", detail: "Écrivez une date.", field: "start" };

test("a refusal comes as the server's sentence, with the field to correct", async () => {
  server(() => [422, REFUSED]);
  await assert.rejects(get("/api/me"), { name: "Problem", message: "Écrivez une date.", field: "start", status: 422 });
});

test("an answer that is not the API's is told as a service that does not answer", async () => {
  server(() => [500, "<html>"]);
  await assert.rejects(get("/api/me"), { code: "unreachable", title: "Service indisponible", status: 500 });
});

test("a question goes in the address, and without one there is no question mark", async () => {
  const asked = [];
  server((request) => {
    asked.push(request);
    return [200, {}];
  });
  await get("/api/planning", { start: "2026-11-23", child: "é&1" });
  await get("/api/me");
  assert.deepEqual(asked[0].query, { start: "2026-11-23", child: "é&1" });
  assert.deepEqual(asked[1].query, {});
  assert.equal(asked[0].headers["Idempotency-Key"], undefined);
});

test("the same act goes under one key until it is answered, another act under another", async () => {
  const keys = [];
  const statuses = [500, 200, 200];
  server(({ headers }) => {
    keys.push(headers["Idempotency-Key"]);
    return [statuses.shift(), { status: 500, code: "fault", title: "Panne", detail: "Réessayez." }];
  });
  await assert.rejects(post("/api/basket/changes", { add: [1] }));
  await post("/api/basket/changes", { add: [1] });
  await post("/api/basket/changes", { add: [1] });
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
});

test("what the server refused is another act when it is asked again", async () => {
  const keys = [];
  server(({ headers, body, method }) => {
    keys.push(headers["Idempotency-Key"]);
    assert.deepEqual([method, body], ["DELETE", undefined]);
    return [409, { ...REFUSED, status: 409 }];
  });
  for (let again = 0; again < 2; again += 1) await assert.rejects(remove("/api/basket"));
  assert.equal(new Set(keys).size, 2);
});
