import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { unfinished, validate, validateBasket } from "../../../site/assets/js/planning/validation.js";
import { server, storage } from "../outside.js";

const PATH = "/api/communes/lisse/families/testmp/bookings";
const LINES = [{ child: "clara", service: "restauration", date: "2026-11-24", action: "reserve", price_cents: 345 }];
const FAULT = [500, { status: 500, code: "fault", title: "Panne", detail: "Réessayez." }];
let keys;

beforeEach(() => {
  keys = [];
  globalThis.sessionStorage = storage();
});

/** The server gives these answers, one a request. */
function answers(...given) {
  server(({ headers }) => {
    keys.push(headers["Idempotency-Key"]);
    return given.shift();
  });
}

test("an act whose answer was a fault goes again under its key, and is forgotten once answered", async () => {
  answers(FAULT, [200, { accepted: LINES }]);
  await assert.rejects(validate(PATH, LINES, () => {}));
  assert.deepEqual(unfinished(PATH).lines, LINES);
  await validate(PATH, LINES, () => {});
  assert.equal(new Set(keys).size, 1);
  assert.equal(unfinished(PATH), null);
});

test("another basket is another act", async () => {
  answers(FAULT, [200, {}]);
  await assert.rejects(validate(PATH, LINES, () => {}));
  await validate(PATH, [{ ...LINES[0], date: "2026-11-25" }], () => {});
  assert.equal(new Set(keys).size, 2);
});

test("a line that cannot be validated is not asked for again", async () => {
  const [good] = LINES;
  const bad = { ...good, date: "2026-11-26", problem: { code: "full", sentence: "Complet." } };
  let sent;
  server(({ body }) => {
    sent = JSON.parse(body).lines;
    return [200, { accepted: LINES, refused: [], basket: { lines: [bad] } }];
  });
  const store = {
    path: () => PATH,
    planning: { basket: { lines: [{ ...good, problem: null }, bad] } },
    tell() {},
    read: async () => {},
    trouble() {},
    moved(basket) {
      this.planning.basket = basket;
    },
  };
  await validateBasket(store, { settled: Promise.resolve() });
  assert.deepEqual(sent, LINES);
});

test("nothing is clicked between the outcome and the planning that knows it, and a second validation waits", async () => {
  answers([200, { accepted: LINES, refused: [], basket: { lines: [] } }]);
  const read = {};
  read.promise = new Promise((resolve) => (read.resolve = resolve));
  let told = 0;
  const store = {
    path: () => PATH,
    planning: { basket: { lines: [{ ...LINES[0], problem: null }] } },
    tell: () => (told += 1),
    read: () => read.promise,
    trouble() {},
    moved() {},
  };
  const acts = { settled: Promise.resolve() };
  assert.deepEqual((await validateBasket(store, acts)).accepted, LINES);
  assert.equal(store.validating, true);
  assert.equal(await validateBasket(store, acts), null);
  const before = told;
  read.resolve();
  await new Promise(setImmediate);
  assert.equal(store.validating, false);
  assert.ok(told > before, "the screen shows that it can be clicked again");
});

/** A basket of LINES whose planning is read again when `read` says so. */
function basketRead(read) {
  return {
    path: () => PATH,
    planning: { basket: { lines: [{ ...LINES[0], problem: null }] } },
    tell() {},
    read: () => read,
    trouble() {},
    moved() {},
  };
}

test("what failed is told once it can be tried again, which goes under its key", async () => {
  answers(FAULT, [200, { accepted: LINES, refused: [], basket: { lines: [] } }]);
  const reading = {};
  const store = basketRead(new Promise((resolve) => (reading.end = resolve)));
  const acts = { settled: Promise.resolve() };
  let problem;
  const told = validateBasket(store, acts).catch((caught) => (problem = caught));
  await new Promise(setImmediate);
  assert.equal(problem, undefined, "a press would be taken for a second click");
  assert.equal(await validateBasket(store, acts), null);
  reading.end();
  await told;
  assert.equal(problem.status, 500);
  assert.equal(store.validating, false);
  assert.deepEqual((await validateBasket(store, acts)).accepted, LINES);
  assert.equal(new Set(keys).size, 1);
  assert.equal(keys.length, 2);
});

test("where only the answer of a validation was lost, the basket says so, and what was done is told", async () => {
  answers(FAULT, [200, { accepted: LINES, refused: [], basket: { lines: [] } }]);
  const store = basketRead();
  store.read = async () => (store.planning.basket.lines = []);
  assert.deepEqual((await validateBasket(store, { settled: Promise.resolve() })).accepted, LINES);
  assert.equal(new Set(keys).size, 1);
  assert.equal(keys.length, 2);
  assert.equal(unfinished(PATH), null);
});

test("a basket kept from before says nothing of what was done, and what fails again is a failure", async () => {
  answers(FAULT, FAULT, FAULT);
  const store = basketRead();
  store.read = async () => Object.assign(store, { old: true, planning: { basket: { lines: [] } } });
  await assert.rejects(validateBasket(store, { settled: Promise.resolve() }), { status: 500 });
  assert.equal(keys.length, 1);
  store.old = false;
  store.read = () => new Promise(setImmediate);
  await assert.rejects(validateBasket(store, { settled: Promise.resolve() }), { status: 500 });
  assert.equal(store.validating, false);
  assert.equal(keys.length, 3, "once more, and then it is told");
  assert.equal(new Set(keys).size, 1);
});

test("what the server refused is over", async () => {
  answers([409, { status: 409, code: "reglement_changed", title: "Non", detail: "Relisez." }]);
  await assert.rejects(
    validate(PATH, LINES, () => {}),
    { code: "reglement_changed", message: "Relisez." },
  );
  assert.equal(unfinished(PATH), null);
});

test("an act of a quarter of an hour ago is not finished behind the parent's back", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T09:00:00+01:00") });
  answers(FAULT);
  await assert.rejects(validate(PATH, LINES, () => {}));
  context.mock.timers.tick(15 * 60_000 - 1);
  assert.ok(unfinished(PATH));
  context.mock.timers.tick(1);
  assert.equal(unfinished(PATH), null);
});
