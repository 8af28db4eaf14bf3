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

const DOWN = {
  status: 503,
  code: "payment_service_down",
  title: "Paiement indisponible",
  detail: "Réessayez plus tard.",
};
const OF_THE_API = { "Content-Type": "application/problem+json" };

/** How often the API is asked when it answers so the first time, and well the next. */
async function timesAsked(first) {
  let times = 0;
  server(() => {
    times += 1;
    return times === 1 ? first : [200, {}];
  });
  await get("/api/me").catch(() => {});
  return times;
}

test("only a service that says it is busy, or that does not answer itself, is asked again by itself", async () => {
  assert.equal(await timesAsked([503, { ...DOWN, code: "busy" }, { ...OF_THE_API, "Retry-After": "1" }]), 2);
  assert.equal(
    await timesAsked([502, { message: "Internal server error" }, { "Content-Type": "application/json" }]),
    2,
  );
  assert.equal(await timesAsked([503, "<html>", { "Content-Type": "text/html" }]), 2);
  assert.equal(await timesAsked([504, null]), 2);
  assert.equal(await timesAsked([503, DOWN, OF_THE_API]), 1);
  assert.equal(await timesAsked([429, { ...DOWN, status: 429 }, { ...OF_THE_API, "Retry-After": "60" }]), 1);
});
