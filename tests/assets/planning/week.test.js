import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays } from "../../../site/assets/js/planning/days.js";
import { daysBetween } from "../../../site/assets/js/planning/months.js";
import { firstWeek, shownDays, weekOf } from "../../../site/assets/js/planning/week.js";

const MONDAY = "2026-11-23";
const SATURDAY = addDays(MONDAY, 5);
const SERVICES = [
  { code: "matin", name: "Garderie du matin" },
  { code: "restauration", name: "Cantine" },
];

const aCell = (child, service, date = MONDAY, state = "bookable") => ({ child, service, date, state });

const aPlanning = (cells, last = addDays(MONDAY, 6)) => ({
  start: MONDAY,
  end: last,
  children: [
    { id: "clara", first_name: "Clara" },
    { id: "guilhem", first_name: "Guilhem" },
  ],
  services: SERVICES,
  days: daysBetween(MONDAY, last).map((date) => ({ date, closed: null })),
  cells,
});

const dates = (days) => days.map(({ date }) => date);

test("the weekend is shown where something opens on it, and only that day", () => {
  assert.deepEqual(dates(shownDays(aPlanning([aCell("clara", "matin")]))), daysBetween(MONDAY, addDays(MONDAY, 4)));
  const open = shownDays(aPlanning([aCell("clara", "matin", SATURDAY)]));
  assert.deepEqual(dates(open), daysBetween(MONDAY, SATURDAY));
});

test("of a longer planning, the first week ends on its Sunday", () => {
  const sunday = addDays(MONDAY, 6);
  const cells = [aCell("clara", "matin", sunday), aCell("clara", "matin", addDays(sunday, 1))];
  const week = firstWeek(aPlanning(cells, addDays(MONDAY, 13)));
  assert.deepEqual(dates(week.days), daysBetween(MONDAY, sunday));
  assert.deepEqual(dates(week.cells), [sunday]);
});

test("what was read of the days before the week shown is no part of it", () => {
  const before = addDays(MONDAY, -7);
  const planning = aPlanning([aCell("clara", "matin", before), aCell("clara", "matin")]);
  const week = firstWeek({ ...planning, days: [{ date: before, closed: null }, ...planning.days] });
  assert.deepEqual(dates(week.days), daysBetween(MONDAY, addDays(MONDAY, 6)));
  assert.deepEqual(dates(week.cells), [MONDAY]);
});

test("a child has the services that are for it, and a child without one is left out", () => {
  const planning = aPlanning([aCell("clara", "restauration")]);
  assert.deepEqual(weekOf(planning, null).children, [{ id: "clara", first_name: "Clara", services: [SERVICES[1]] }]);
});

test("one child is shown alone", () => {
  const planning = aPlanning([aCell("clara", "matin"), aCell("guilhem", "matin")]);
  assert.deepEqual(
    weekOf(planning, "guilhem").children.map(({ id }) => id),
    ["guilhem"],
  );
  assert.equal(weekOf(planning, null).children.length, 2);
});

test("no child is shown in a week where nothing opens, as in July", () => {
  const closed = aPlanning([aCell("clara", "matin", MONDAY, "closed")]);
  assert.deepEqual(weekOf(closed, null).children, []);
  assert.equal(weekOf(closed, null).days.length, 5);
  assert.deepEqual(weekOf(aPlanning([]), null).children, []);
});
