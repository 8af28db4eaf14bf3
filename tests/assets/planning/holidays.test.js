import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { beforeHolidays, schoolYearEnd } from "../../../site/assets/js/planning/holidays.js";
import { addDays, weekdayOf } from "../../../site/assets/js/planning/days.js";
import { daysBetween } from "../../../site/assets/js/planning/months.js";
import { server } from "../outside.js";

const PATH = "/api/communes/lisse/families/testmp/planning";
let holidays;
let asked;
let late;

/** School on weekdays outside `holidays`, each `[first, last]`; the weekend and the holidays are closed. */
beforeEach(() => {
  holidays = [];
  asked = [];
  late = [];
  server(({ path, query: { start, end } }) => {
    asked.push([path, start, end]);
    const days = daysBetween(start, end).map((date) => ({ date, closed: closedOn(date) }));
    const stateOn = (date) => (late.includes(date) ? "late" : "bookable");
    const cells = days.map(({ date, closed }) => ({ date, state: closed ? "closed" : stateOn(date) }));
    return [200, { days, cells }];
  });
});

function closedOn(date) {
  if (holidays.some(([first, last]) => first <= date && date <= last)) return "Vacances de Noël";
  return weekdayOf(date) > 5 ? "Fermé" : null;
}

test("the last day before the holidays is the one before their first", async () => {
  holidays = [["2026-12-19", "2027-01-03"]]; // samedi, dimanche
  assert.equal(await beforeHolidays(PATH, "2026-11-23"), "2026-12-18"); // lundi → vendredi
});

test("holidays under way are not the next ones", async () => {
  holidays = [
    ["2026-10-17", "2026-11-01"],
    ["2026-12-19", "2027-01-03"],
  ]; // samedi, dimanche
  assert.equal(await beforeHolidays(PATH, "2026-10-25"), "2026-12-18"); // dimanche: the clocks change
});

test("on the eve of the holidays, when it is too late for everything, the next ones are the following", async () => {
  holidays = [
    ["2026-12-19", "2027-01-03"],
    ["2027-02-13", "2027-02-28"],
  ]; // samedi, dimanche
  assert.equal(await beforeHolidays(PATH, "2026-12-18"), "2026-12-18"); // vendredi
  late = ["2026-12-18"];
  assert.equal(await beforeHolidays(PATH, "2026-12-18"), "2027-02-12"); // vendredi → vendredi
});

test("the planning is asked for whole spans that touch, and no further than school runs", async () => {
  assert.equal(await beforeHolidays(PATH, "2026-11-23"), null);
  assert.deepEqual(
    asked.map(([, start, end]) => [start, end]),
    [
      ["2026-11-23", "2027-01-03"],
      ["2027-01-04", "2027-02-14"],
      ["2027-02-15", "2027-03-28"],
    ],
  );
  assert.ok(asked.every(([path]) => path === PATH));
});

test("a planning without any day says nothing", async () => {
  server(() => [200, { days: [], cells: [] }]);
  assert.equal(await beforeHolidays(PATH, "2026-11-23"), null);
});

test("until July the school year ends this summer, from July on the next one", async () => {
  holidays = [
    ["2026-07-04", "2026-08-31"],
    ["2027-07-03", "2027-08-31"],
  ]; // samedi
  assert.equal(await schoolYearEnd(PATH, "2026-06-30"), "2026-07-03"); // mardi → vendredi
  assert.equal(await schoolYearEnd(PATH, "2026-07-01"), "2027-07-02"); // mercredi → vendredi
  assert.equal(await schoolYearEnd(PATH, "2026-12-31"), "2027-07-02"); // jeudi
  assert.equal(await schoolYearEnd(PATH, "2027-01-01"), "2027-07-02"); // vendredi
  assert.equal(addDays("2027-07-02", 1), holidays[1][0]);
});
