import assert from "node:assert/strict";
import { test } from "node:test";
import { count, monthName, shortDay } from "../../../site/assets/js/planning/calendar-words.js";
import * as words from "../../../site/assets/js/planning/words.js";
import { plain } from "../french.js";

const until = (instant, today) => plain(words.until(instant, today));

test("a day and a month are said with the ordinal of a first", () => {
  assert.equal(words.dayAndMonth("2026-07-01"), "1er juillet");
});

test("a day keeps its name whatever the zone that the phone is in", () => {
  assert.equal(words.weekdayName("2026-03-29"), "dimanche"); // the clocks go forward
  assert.equal(words.weekdayName("2026-10-25"), "dimanche"); // and back
  assert.equal(words.weekdayName("2027-01-01"), "vendredi");
});

test("hours are said as one says them", () => {
  assert.equal(plain(words.hour("2026-11-24T08:30:00+01:00")), "8 h 30");
  assert.equal(plain(words.hour("2026-11-24T10:00:00+01:00")), "10 h");
  assert.equal(words.hour("2026-11-24T12:00:00+01:00"), "midi");
  assert.equal(plain(words.hour("2026-11-24T12:05:00+01:00")), "12 h 05");
});

test("midnight belongs to the evening before", () => {
  assert.equal(until("2026-11-24T00:00:00+01:00", "2026-11-23"), "jusqu’à ce soir à minuit");
  assert.equal(until("2026-11-25T00:00:00+01:00", "2026-11-23"), "jusqu’à demain soir à minuit");
  assert.equal(until("2026-12-04T00:00:00+01:00", "2026-11-23"), "jusqu’au jeudi 3 décembre au soir à minuit");
  assert.equal(until("2027-01-01T00:00:00+01:00", "2026-12-31"), "jusqu’à ce soir à minuit");
});

test("a limit is said by its weekday within the week, by its date after it", () => {
  assert.equal(until("2026-11-23T10:00:00+01:00", "2026-11-23"), "jusqu’à 10 h aujourd’hui");
  assert.equal(until("2026-11-24T10:00:00+01:00", "2026-11-23"), "jusqu’à demain 10 h");
  assert.equal(until("2026-11-29T12:00:00+01:00", "2026-11-23"), "jusqu’à dimanche midi");
  assert.equal(until("2026-11-30T10:00:00+01:00", "2026-11-23"), "jusqu’au lundi 30 novembre à 10 h");
});

test("another year is said, and only another one", () => {
  assert.equal(until("2027-01-08T10:00:00+01:00", "2026-12-28"), "jusqu’au vendredi 8 janvier 2027 à 10 h");
  assert.equal(until("2027-01-01T10:00:00+01:00", "2026-12-31"), "jusqu’à demain 10 h");
});

test("a limit after the clocks change is said by the town's own clock", () => {
  assert.equal(until("2026-10-26T08:30:00+01:00", "2026-10-24"), "jusqu’à lundi 8 h 30");
  assert.equal(until("2026-03-30T08:30:00+02:00", "2026-03-28"), "jusqu’à lundi 8 h 30");
});

test("minutes are counted within the last hour, and the last one lasts to the end", () => {
  assert.equal(words.minutesLeft(3_600_001), null);
  assert.equal(plain(words.minutesLeft(3_600_000)), "60 min");
  assert.equal(plain(words.minutesLeft(119_999)), "1 min");
  assert.equal(plain(words.minutesLeft(1)), "1 min");
  assert.equal(words.minutesLeft(0), null);
  assert.equal(words.minutesLeft(-1), null);
});

test("a capital keeps its accent", () => assert.equal(words.capital("école"), "École"));

test("French is singular up to two", () => {
  const said = [0, 1, 2, 12].map((number) => plain(count(number, "date")));
  assert.deepEqual(said, ["0 date", "1 date", "2 dates", "12 dates"]);
  assert.equal(plain(count(2, "jour de fermeture", "jours de fermeture")), "2 jours de fermeture");
});

test("months and short days are named in French, the first too", () => {
  assert.equal(monthName("2026-07-01"), "juillet 2026");
  assert.equal(shortDay("2026-11-24"), "mar. 24 nov.");
  assert.equal(shortDay("2027-01-01"), "ven. 1er janv.");
});
