import assert from "node:assert/strict";
import { test } from "node:test";
import { dayInFull, money } from "../../../site/assets/js/base/french.js";
import { plain } from "../french.js";

test("an amount has its two cents, its spaces and a true minus", () => {
  const said = [0, 5, 345, -345, 123456, 1234567890].map((cents) => plain(money(cents)));
  assert.deepEqual(said, ["0,00 €", "0,05 €", "3,45 €", "\u22123,45 €", "1 234,56 €", "12 345 678,90 €"]);
});

test("a day in full has its year, and only the first is an ordinal", () => {
  assert.equal(dayInFull("2027-01-01"), "1er janvier 2027");
  assert.equal(dayInFull("2026-07-11"), "11 juillet 2026");
  assert.equal(dayInFull("2026-10-25"), "25 octobre 2026"); // dimanche: the clocks change
});
