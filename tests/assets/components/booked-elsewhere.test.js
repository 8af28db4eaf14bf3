import assert from "node:assert/strict";
import { test } from "node:test";
import { bookedElsewhere } from "../../../site/assets/js/components/booked-elsewhere.js";
import { plain } from "../french.js";
import { server } from "../outside.js";

const family = (commune, name) => ({ commune: { id: commune, name }, family: { id: `${commune}-dupond`, name } });
const LISSE = family("lisse", "Lisse");
const VAL = family("val", "Communauté de communes du Val de Lisse");
const WEEK = { first: "2026-11-30", last: "2026-12-06" };
const cell = (child, date, state, more) => ({ child, date, service: "mercredi", state, ...more });

function withCells(context, cells, status = 200) {
  const { location } = globalThis;
  globalThis.location = new URL("https://portail.example/espace/absences/?famille=lisse%2Flisse-dupond");
  context.after(() => (globalThis.location = location));
  const children = [
    { id: "v1", first_name: "Clara" },
    { id: "v2", first_name: "Guilhem" },
  ];
  server(({ path, query }) => {
    assert.deepEqual([path.split("/").includes("val"), query.start], [true, "2026-11-30"]);
    return [status, status === 200 ? { children, cells } : { code: "internal", title: "Panne", detail: "Panne." }];
  });
}

test("what stays booked in another town on those days is said, for the children who are told to be absent", async (context) => {
  withCells(context, [
    cell("v1", "2026-12-02", "validated"),
    cell("v2", "2026-12-02", "locked"),
    cell("v1", "2026-12-03", "bookable"),
    cell("v1", "2026-12-04", "validated", { absent: true }),
  ]);
  const [both] = await bookedElsewhere([LISSE, VAL], LISSE, WEEK, ["Clara", "Guilhem"]);
  assert.equal(plain(both.sentence), "Val de Lisse : mercredi 2 décembre reste réservé pour Clara et Guilhem.");
  assert.match(both.href, /absences\/\?famille=val%2Fval-dupond&jour=2026-12-02$/);
  const [one] = await bookedElsewhere([LISSE, VAL], LISSE, WEEK, ["Guilhem"]);
  assert.equal(plain(one.sentence), "Val de Lisse : mercredi 2 décembre reste réservé pour Guilhem.");
  assert.deepEqual(await bookedElsewhere([LISSE, VAL], LISSE, WEEK, ["Zoé"]), []);
});

test("many days are counted, and a town that does not answer is left out", async (context) => {
  const days = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"].map((day) => cell("v1", day, "validated"));
  withCells(context, days);
  const [many] = await bookedElsewhere([LISSE, VAL], LISSE, WEEK, ["Clara"]);
  assert.equal(plain(many.sentence), "Val de Lisse : 4 jours restent réservés pour Clara.");
  withCells(context, [], 500);
  assert.deepEqual(await bookedElsewhere([LISSE, VAL], LISSE, WEEK, ["Clara"]), []);
});
