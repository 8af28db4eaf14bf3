import assert from "node:assert/strict";
import { test } from "node:test";
import { townName } from "../../../site/assets/js/base/town-name.js";
import { JoinedStore } from "../../../site/assets/js/planning/joined-store.js";
import { keyOf } from "../../../site/assets/js/planning/cells.js";
import { server, storage } from "../outside.js";

const AUBRAY = { commune: { id: "aubray", name: "Aubray-sur-Lisse" }, family: { id: "durand", name: "Durand" } };
const VAL = {
  commune: { id: "val", name: "Communauté de communes du Val de Lisse" },
  family: { id: "durand", name: "Durand" },
};
const DAYS = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05", "2026-12-06"];

/** What each town answers, and all that was asked of it. */
let towns;
let asked;

const aCell = (child, service, date, state = "bookable") => ({
  child,
  service,
  date,
  state,
  price_cents: 345,
  until: `${date}T10:00:00+01:00`,
  sentence: "Fermé",
});

function aPlanning(commune, children, service, other = {}) {
  return {
    commune: { ...commune, phone: "01 99 00 12 34" },
    start: DAYS[0],
    end: DAYS.at(-1),
    today: "2026-11-29",
    now: "2026-11-29T20:00:00+01:00",
    next_week: null,
    days: DAYS.map((date) => ({ date, closed: null })),
    children,
    services: [service],
    cells: children.flatMap(({ id }) => DAYS.map((date) => aCell(id, service.code, date))),
    basket: { lines: [], groups: [], total_cents: 0 },
    to_accept: false,
    ...other,
  };
}

/** Two towns, with one family each of the same login: a test says first what is otherwise in them. */
function open() {
  asked = [];
  globalThis.sessionStorage = storage();
  Object.defineProperty(navigator, "onLine", { value: true, configurable: true });
  globalThis.window ??= {};
  const clara = { id: "clara", first_name: "Clara" };
  towns = {
    aubray: aPlanning(AUBRAY.commune, [clara, { id: "leo", first_name: "Léo" }], {
      code: "midi",
      name: "Cantine",
      group: "Repas",
    }),
    // The same code and, of another child, the same id.
    val: aPlanning(VAL.commune, [{ id: "leo", first_name: "Clara" }], {
      code: "midi",
      name: "Mercredi",
      group: "Loisirs",
    }),
  };
  server(({ path, query, method, body }) => {
    const [, , , commune, , family, ...rest] = path.split("/");
    asked.push({ commune, family, method, what: rest.join("/"), body: body && JSON.parse(body) });
    const town = towns[commune];
    if (Array.isArray(town)) return town;
    // Without days asked for, a town chooses its own.
    if (method === "GET")
      return [200, structuredClone(query.start ? town : { ...town, start: town.chosen ?? town.start })];
    return [200, { basket: town.basket, refused: [], cells: [] }];
  });
}

async function read() {
  const store = new JoinedStore([AUBRAY, VAL], "semaine");
  await store.read({ start: DAYS[0], end: DAYS.at(-1) });
  return store;
}

/** Nobody waits any longer for the town that is slow. */
async function runOut({ mock }, store, reading) {
  mock.timers.tick(2500);
  while (!store.planning) {
    await Promise.resolve();
    mock.timers.tick(1);
  }
  await reading;
}

const PROBLEM = { "Content-Type": "application/problem+json" };
const refusing = () => [
  503,
  { status: 503, code: "fault", title: "Panne", detail: "La mairie ne répond pas." },
  PROBLEM,
];

test("a child whom two towns know is shown once, each service says its town, and no two have one code", async () => {
  open();
  const { planning } = await read();
  assert.deepEqual(
    planning.children.map(({ first_name }) => first_name),
    ["Clara", "Léo"],
  );
  assert.deepEqual(
    planning.services.map(({ name, row, town }) => [name, row, town]),
    [
      ["Cantine · Aubray\u2011sur\u2011Lisse", "Cantine", "Aubray-sur-Lisse"],
      ["Mercredi · Val de Lisse", "Mercredi", "Val de Lisse"],
    ],
  );
  assert.equal(new Set(planning.cells.map(keyOf)).size, 21);
  const [clara] = planning.children;
  assert.equal(planning.cells.filter(({ child }) => child === clara.id).length, 14);
});

test("whatever is clicked goes to the family whose date it is, under its own names, and to no other", async () => {
  open();
  const store = await read();
  const acts = store.acts({ refused: () => {} });
  asked = [];
  const clicked = store.planning.cells.map((cell) => ({ cell, ...store.ownerOf(cell) }));
  for (const { cell } of clicked) acts.click(cell);
  await acts.settled;
  for (const commune of ["aubray", "val"]) {
    const sent = asked.filter((one) => one.commune === commune && one.what === "basket/changes");
    const slots = sent.flatMap(({ body }) => body.add.map(keyOf)).sort();
    const own = towns[commune].cells.map(keyOf).sort();
    assert.deepEqual(slots, own);
  }
  assert.deepEqual(new Set(asked.map(({ family }) => family)), new Set(["durand"]));
});

test("what is asked for all is asked of each for its own children and services alone", async () => {
  open();
  const store = await read();
  const [aubray, val] = store.towns;
  const [clara, leo] = store.planning.children.map(({ id }) => id);
  const services = store.planning.services.map(({ code }) => code);
  const range = { children: [clara, leo], services, start: DAYS[0], end: DAYS[1], weekdays: [1], weeks: "all" };
  assert.deepEqual(store.askedOf(aubray, range), { ...range, children: ["clara", "leo"], services: ["midi"] });
  assert.deepEqual(store.askedOf(val, range), { ...range, children: ["leo"], services: ["midi"] });
  assert.equal(store.askedOf(val, { monday: DAYS[0], child: leo }), null);
  assert.equal(store.askedOf(aubray, { ...range, services: services.slice(1) }), null);
  assert.throws(() => store.path("bookings"));
});

test("a town that cannot be read is said to be, and holds the other one back in nothing", async () => {
  open();
  towns.val = refusing();
  const told = [];
  const store = new JoinedStore([AUBRAY, VAL], "semaine");
  store.addEventListener("trouble", ({ detail }) => told.push(detail));
  await store.read({ start: DAYS[0], end: DAYS.at(-1) });
  assert.deepEqual(told, ["Val de Lisse : La mairie ne répond pas."]);
  assert.equal(store.readOnly, false);
  assert.deepEqual(
    store.planning.services.map(({ town }) => town),
    ["Aubray-sur-Lisse"],
  );
  towns.val = aPlanning(VAL.commune, [{ id: "leo", first_name: "Clara" }], { code: "midi", name: "Mercredi" });
  await store.towns[1].store.read();
  assert.equal(store.planning.services.length, 2);
});

test("where the towns choose different weeks, the earliest is shown of both", async () => {
  open();
  towns.aubray.chosen = "2026-12-07";
  const store = new JoinedStore([AUBRAY, VAL], "semaine");
  await store.read({ next_week: true });
  assert.equal(store.planning.start, DAYS[0]);
  assert.equal(store.planning.services.length, 2);
});

test("a town that is slow to answer is shown once it does, and keeps nobody waiting for the other", async (context) => {
  open();
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const answer = globalThis.fetch;
  let come;
  const late = new Promise((resolve) => (come = resolve));
  globalThis.fetch = async (...asking) => {
    if (asking[0].includes("/val/")) await late;
    return answer(...asking);
  };
  const store = new JoinedStore([AUBRAY, VAL], "semaine");
  const reading = store.read({ start: DAYS[0], end: DAYS.at(-1) });
  const quick = store.towns[0].store;
  while (!quick.planning) await Promise.resolve();
  assert.equal(store.planning, null);
  await runOut(context, store, reading);
  assert.equal(store.planning.services.length, 1);
  const shown = new Promise((resolve) =>
    store.addEventListener("change", () => store.planning.services[1] && resolve()),
  );
  come();
  await shown;
  assert.deepEqual(store.shown, store.towns);
});

test("a town that is late and chose another week is asked for the one that is shown", async (context) => {
  open();
  context.mock.timers.enable({ apis: ["setTimeout"] });
  towns.val.chosen = "2026-12-07";
  const answer = globalThis.fetch;
  let come;
  const late = new Promise((resolve) => (come = resolve));
  globalThis.fetch = async (...asking) => {
    if (asking[0].includes("/val/")) await late;
    return answer(...asking);
  };
  const store = new JoinedStore([AUBRAY, VAL], "semaine");
  const reading = store.read({ next_week: true });
  while (!store.towns[0].store.planning) await Promise.resolve();
  await runOut(context, store, reading);
  const both = new Promise((resolve) => store.addEventListener("change", () => store.shown[1] && resolve()));
  come();
  await both;
  assert.equal(store.planning.start, DAYS[0]);
  assert.equal(store.planning.services.length, 2);
});

test("what is read from the device alone cannot be changed, the other town's can", async () => {
  open();
  const store = await read();
  const [aubray, val] = store.towns;
  val.store.old = true;
  store.tell();
  const still = new Map(store.planning.cells.map(({ service, still: isStill }) => [service, isStill]));
  assert.deepEqual([...still.values()], [false, true]);
  assert.equal(store.readOnly, false);
  assert.equal(store.stale, false);
  aubray.store.old = true;
  assert.equal(store.stale, true);
});

test("a town that opens nothing in the week has no rows in it, and says why", async () => {
  open();
  for (const cell of towns.aubray.cells) cell.state = "closed";
  const store = await read();
  assert.deepEqual(store.quiet, [{ label: "Aubray-sur-Lisse", why: "Fermé" }]);
  assert.deepEqual(new Set(store.planning.cells.map(({ child }) => child)), new Set(["aubray/durand/clara"]));
});

test("the limit of one town is said by its own day, the price of all is the sum", async () => {
  open();
  towns.val.today = "2026-11-30";
  towns.aubray.basket.total_cents = 345;
  towns.val.basket.total_cents = 1383;
  const { planning } = await read();
  const days = new Map(planning.cells.map(({ service, today }) => [service, today]));
  assert.deepEqual([...days.values()], ["2026-11-29", "2026-11-30"]);
  assert.equal(planning.basket.total_cents, 1728);
});

test("a town is called by what its people call it", () => {
  const called = (name) => townName({ commune: { id: "a", name }, family: { name: "D" } }, []);
  assert.equal(called("Communauté de communes du Val de Lisse"), "Val de Lisse");
  assert.equal(called("Communauté de communes de la Plaine"), "La Plaine");
  assert.equal(called("Communauté d’agglomération d’Aubray"), "Aubray");
  assert.equal(called("Communauté de communes des Trois Rivières"), "Trois Rivières");
  assert.equal(called("Aubray-sur-Lisse"), "Aubray-sur-Lisse");
  const other = { commune: AUBRAY.commune, family: { id: "martin", name: "Martin" } };
  assert.equal(townName(other, [AUBRAY, other]), "Aubray-sur-Lisse – Martin");
});
