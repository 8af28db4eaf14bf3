import assert from "node:assert/strict";
import { test } from "node:test";
import { monthOf } from "../../../site/assets/js/planning/month.js";
import { plain } from "../french.js";
import { monthEnd } from "../../../site/assets/js/planning/months.js";

const aPlanning = (month, cells) => ({
  start: `${month}-01`,
  end: monthEnd(`${month}-01`),
  children: [{ id: "clara", first_name: "Clara" }],
  services: [{ code: "restauration", name: "Cantine" }],
  cells: cells.map(([date, state]) => ({ child: "clara", service: "restauration", date, state })),
});
const asIs = ({ state }) => state;

test("a month of July without a booking has its weekdays, and nothing to count", () => {
  const [clara] = monthOf(aPlanning("2026-07", []), asIs);
  assert.deepEqual(clara.sums, []);
  assert.equal(clara.days.length, 23);
  assert.ok(clara.days.every(({ weekday, items }) => weekday < 6 && !items.length));
});

test("a Sunday is there when something is on it", () => {
  const [clara] = monthOf(aPlanning("2026-11", [["2026-11-22", "validated"]]), asIs);
  assert.deepEqual(
    clara.days.filter(({ weekday }) => weekday > 5).map(({ date }) => date),
    ["2026-11-22"],
  );
});

test("what the basket cancels and what is waited for is shown, and not counted", () => {
  const states = ["validated", "locked", "in_basket", "requested", "cancel_requested", "cancel_in_basket", "waiting"];
  const cells = states.map((state, index) => [`2026-11-${16 + index}`, state]);
  const [clara] = monthOf(aPlanning("2026-11", cells), asIs);
  assert.deepEqual(clara.sums, [["Cantine", 5]]);
  assert.equal(clara.days.flatMap(({ items }) => items).length, 7);
});

test("a declared absence is shown with what it costs, and is no day on which the child comes", () => {
  const planning = aPlanning("2026-11", [["2026-11-23", "locked"]]); // lundi
  Object.assign(planning.cells[0], { absent: true, word: "Absence déclarée, non facturée" });
  const [clara] = monthOf(planning, asIs);
  assert.deepEqual(clara.sums, []);
  const [item] = clara.days.flatMap(({ items }) => items);
  assert.deepEqual([item.state, item.said], ["absent", "absence déclarée, non facturée"]);
});

test("what was just clicked is shown before the server has answered", () => {
  const planning = aPlanning("2026-11", [["2026-11-23", "bookable"]]);
  const [clara] = monthOf(planning, () => "in_basket");
  assert.deepEqual(clara.sums, [["Cantine", 1]]);
  assert.deepEqual(monthOf(planning, asIs)[0].sums, []);
});

test("what the town called off is shown to who had booked it, and not counted", () => {
  const planning = aPlanning("2026-11", [
    ["2026-11-23", "called_off"], // lundi
    ["2026-11-24", "called_off"], // mardi
  ]);
  planning.cells[0].price_cents = 345;
  planning.cells[1].price_cents = null;
  const [clara] = monthOf(planning, asIs);
  assert.deepEqual(clara.sums, []);
  const shown = clara.days.flatMap(({ date, items }) => items.map(({ said }) => [date, said]));
  assert.deepEqual(shown, [["2026-11-23", "n’a pas lieu"]]);
});

test("what a month is billed besides its bookings is listed on its day and summed, also on a Saturday", () => {
  const planning = aPlanning("2026-11", [["2026-11-23", "locked"]]); // lundi
  planning.besides = [
    { child: "clara", date: "2026-11-23", label: "Garderie du soir, reprise en retard", amount_cents: 500 },
    { child: "clara", date: "2026-11-28", label: "Cantine, sans réservation", amount_cents: 600 }, // samedi
  ];
  const [clara] = monthOf(planning, asIs);
  assert.deepEqual(clara.sums, [["Cantine", 1]]);
  assert.equal(clara.besides_cents, 1100);
  const saturday = clara.days.find(({ date }) => date === "2026-11-28");
  const [item] = saturday.items;
  assert.deepEqual([item.service, plain(item.said)], ["Cantine, sans réservation", "6,00 €"]);
});

test("a family without children has no month", () => {
  assert.deepEqual(monthOf({ ...aPlanning("2026-11", []), children: [] }, asIs), []);
});
