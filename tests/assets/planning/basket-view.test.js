import assert from "node:assert/strict";
import { test } from "node:test";
import { basketGroups, EXPIRED, PROBLEM } from "../../../site/assets/js/planning/basket-groups.js";
import { lineOf } from "../../../site/assets/js/planning/basket-line.js";
import { basketView } from "../../../site/assets/js/planning/basket-view.js";
import { keyOf } from "../../../site/assets/js/planning/cells.js";
import { plain } from "../french.js";

const aLine = (date, other = {}) => ({
  child: "clara",
  service: "restauration",
  date,
  action: "reserve",
  price_cents: 345,
  service_name: "Cantine",
  problem: null,
  ...other,
});

function view(lines, total_cents, clicked = [], expired = undefined) {
  const pending = new Map(clicked.map(([slot, line]) => [keyOf(slot), { slot, line }]));
  const shown = basketView({ planning: { basket: { lines, total_cents, expired } }, pending });
  return { ...shown, groups: basketGroups(shown) };
}

test("an empty basket has nothing to pay", () => {
  assert.deepEqual(view([], 0), { lines: [], expired: [], groups: [], total_cents: 0 });
});

test("what was clicked counts before the server has answered, what was taken out does not", () => {
  const monday = aLine("2026-11-23");
  const tuesday = aLine("2026-11-24");
  assert.equal(view([monday], 345, [[tuesday, tuesday]]).total_cents, 690);
  const without = view([monday], 345, [[monday, null]]);
  assert.deepEqual([without.lines, without.total_cents], [[], 0]);
});

test("the server's total stays, also where lines alone would not make it", () => {
  const tuesday = aLine("2026-11-24");
  assert.equal(view([aLine("2026-11-23")], 300, [[tuesday, tuesday]]).total_cents, 645);
});

test("what expired comes first, counts nothing, and is not told while it is put back", () => {
  const monday = aLine("2026-11-23");
  const tuesday = aLine("2026-11-24");
  const shown = view([], 0, [], [monday, tuesday]);
  assert.deepEqual(
    shown.groups.map(({ key, label }) => [key, plain(label)]),
    [[EXPIRED, "2 demandes ont expiré"]],
  );
  assert.deepEqual([shown.lines, shown.total_cents], [[], 0]);
  const back = view([], 0, [[monday, monday]], [monday, tuesday]);
  assert.deepEqual([back.lines, back.expired, back.total_cents], [[monday], [tuesday], 345]);
  assert.equal(plain(back.groups[0].label), "1 demande a expiré");
});

test("where lines expire, a click says nothing of its limit before the server does", () => {
  const children = [{ id: "clara", first_name: "Clara" }];
  const services = [{ code: "restauration", name: "Cantine" }];
  const cell = { ...aLine("2026-11-23"), state: "bookable", until: "2026-11-19T10:00:00+01:00" };
  const until = (basket) => lineOf({ basket, children, services }, cell, "reserve").until;
  assert.equal(until({ minutes: 40 }), null);
  assert.equal(until({}), cell.until);
});

test("what is cancelled counts below zero", () => {
  const [group] = view([aLine("2026-11-23", { action: "cancel" })], -345).groups;
  assert.deepEqual([group.label, group.total_cents], ["Annulation : 1 × Cantine", -345]);
});

test("a line that can no longer be validated comes first and counts nothing, nor does one that the town decides", () => {
  const { groups } = view(
    [
      aLine("2026-11-23"),
      aLine("2026-11-24", { on_request: true }),
      aLine("2026-11-30", { problem: { code: "late", sentence: "Trop tard." } }),
    ],
    345,
  );
  assert.equal(groups[0].key, PROBLEM);
  assert.deepEqual(
    groups.map(({ label, total_cents }) => [plain(label), total_cents]),
    [
      ["1 demande à revoir", 0],
      ["1 × Cantine", 345],
      ["Demande à la mairie : 1 × Cantine", 0],
    ],
  );
});

test("lines are in the order of their days, over the turn of the year too", () => {
  const { lines } = view([aLine("2027-01-04"), aLine("2026-12-18")], 690);
  assert.deepEqual(
    lines.map(({ date }) => date),
    ["2026-12-18", "2027-01-04"],
  );
});

test("to take back a request moves no money, and no action is no line", () => {
  const names = {
    basket: {},
    children: [{ id: "clara", first_name: "Clara" }],
    services: [{ code: "restauration", name: "Cantine" }],
  };
  const cell = { ...aLine("2026-11-23"), state: "requested" };
  assert.equal(lineOf(names, cell, "cancel").price_cents, 0);
  assert.equal(lineOf(names, { ...cell, state: "validated" }, "cancel").price_cents, 345);
  assert.equal(lineOf(names, cell, null), null);
});
