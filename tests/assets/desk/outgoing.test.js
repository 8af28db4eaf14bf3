import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

let sent;
let reply;
let behind;

/** Put back after each test: the files of tests share one process. */
const REPLACED = ["addEventListener", "fetch", "localStorage"];
const before = new Map();

/** A page that has just been opened: what is kept on the device is there, the module is new. */
async function open(arrived = () => {}) {
  const tells = [];
  const module = await import(`../../../site/assets/js/desk/outgoing.js?${Math.random()}`);
  await module.watchOutgoing("lisse", { tell: (answers) => tells.push(answers.length), arrived });
  return { ...module, tells };
}

describe("answers on their way", () => {
  beforeEach(() => {
    for (const name of REPLACED) before.set(name, globalThis[name]);
    const kept = new Map();
    [sent, behind] = [[], {}];
    reply = () => new Response("{}", { status: 200 });
    globalThis.localStorage = {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, text) => kept.set(name, text),
      removeItem: (name) => kept.delete(name),
    };
    globalThis.addEventListener = (name, act) => {
      behind[name] = act;
    };
    globalThis.fetch = async (path, { method, headers, body }) => {
      sent.push({ path, method, key: headers["Idempotency-Key"], body });
      return reply();
    };
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
  });

  afterEach(() => {
    mock.timers.reset();
    for (const name of REPLACED) globalThis[name] = before.get(name);
  });

  const ANSWER = { method: "POST", path: "/api/x", body: { accept: ["phone"] } };
  const settle = async () => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };

  test("what stumbles over one that left holds the others back no longer", async () => {
    let stumbles = true;
    const { give, sendAgain } = await open(() => {
      if (stumbles) throw new Error("the screen could not show it");
    });
    give({ id: "one" }, "Réponse", ANSWER);
    await assert.rejects(sendAgain());
    stumbles = false;
    give({ id: "two" }, "Réponse", ANSWER);
    await sendAgain();
    assert.equal(sent.length, 2);
  });

  test("an answer leaves after eight seconds, once", async () => {
    const { give } = await open();
    give({ id: "one" }, "Réponse", ANSWER);
    mock.timers.tick(7900);
    await settle();
    assert.equal(sent.length, 0);
    mock.timers.tick(200);
    await settle();
    mock.timers.tick(60_000);
    await settle();
    assert.deepEqual(
      sent.map(({ path }) => path),
      ["/api/x"],
    );
  });

  test("one that is taken back never leaves, and the one before it does", async () => {
    const { give, takeBack, isOutgoing } = await open();
    give({ id: "one" }, "Réponse", ANSWER);
    give({ id: "two" }, "Réponse", { ...ANSWER, path: "/api/y" });
    assert.deepEqual(takeBack(), [{ id: "two" }]);
    assert.equal(isOutgoing({ id: "two" }), false);
    mock.timers.tick(9000);
    await settle();
    assert.deepEqual(
      sent.map(({ path }) => path),
      ["/api/x"],
    );
    assert.deepEqual(takeBack(), []);
  });

  test("those that were given at once are taken back at once, and the one before them is not", async () => {
    const { give, takeBack } = await open();
    give({ id: "alone" }, "Réponse", ANSWER);
    for (const id of ["one", "two", "three"]) give({ id }, "Réponse", ANSWER, "together");
    assert.deepEqual(takeBack(), [{ id: "one" }, { id: "two" }, { id: "three" }]);
    assert.deepEqual(takeBack(), [{ id: "alone" }]);
    assert.deepEqual(takeBack(), []);
  });

  test("what a closed tab left is sent when the page is opened next, under the key it had", async () => {
    const first = await open();
    first.give({ id: "one" }, "Réponse", ANSWER);
    behind.pagehide();
    await settle();
    await open();
    await settle();
    assert.equal(sent.length, 2);
    assert.equal(new Set(sent.map(({ key }) => key)).size, 1);
    assert.equal(localStorage.getItem("preau.outgoing"), null);
  });

  test("another town's answers stay where they are", async () => {
    const other = JSON.stringify([{ key: "k", town: "aubray", entry: { id: "x" }, ...ANSWER, givenAt: 0 }]);
    localStorage.setItem("preau.outgoing", other);
    const { give, takeBack } = await open();
    give({ id: "one" }, "Réponse", ANSWER);
    takeBack();
    assert.equal(sent.length, 0);
    assert.deepEqual(JSON.parse(localStorage.getItem("preau.outgoing")), JSON.parse(other));
  });

  test("a refusal is told and forgotten", async () => {
    const told = [];
    const { give } = await open((answer, _json, refused) => told.push(refused?.code ?? "done"));
    reply = () =>
      new Response('{"code":"not_found","status":404,"title":"x","detail":"y"}', {
        status: 404,
        headers: { "Content-Type": "application/problem+json" },
      });
    give({ id: "one" }, "Réponse", ANSWER);
    mock.timers.tick(9000);
    await settle();
    assert.deepEqual(told, ["not_found"]);
    assert.equal(localStorage.getItem("preau.outgoing"), null);
  });
});
