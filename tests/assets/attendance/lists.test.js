import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { changesSince, printOf } from "../../../site/assets/js/attendance/changes.js";
import { groupsOf, inClasses, isNamed, nameOf, isOfGroup } from "../../../site/assets/js/attendance/day-list.js";
import { listOf, withChild, withStates } from "../../../site/assets/js/attendance/list-changes.js";
import { notBegun } from "../../../site/assets/js/attendance/not-begun.js";
import { OpenList } from "../../../site/assets/js/attendance/open-list.js";
import { newId } from "../../../site/assets/js/attendance/ids.js";

const child = (name, more = {}) => ({
  child: name,
  first_name: name,
  last_name: "d’Amico-Roux",
  school: "ferry",
  school_name: "École Ferry",
  school_class: "CP",
  expected: "booked",
  absent: "",
  presence: "expected",
  marks: [],
  may_not_fetch: [],
  ...more,
});
const LIST = {
  key: "2026-12-03 garderie",
  service: "garderie",
  date: "2026-12-03",
  version: "v1",
  children: [child("Éloïse"), child("Noa")],
};

describe("a day's list", () => {
  test("keeps a child who was added here until the server knows of it", () => {
    const longer = withChild(LIST, { child: "zoe", first_name: "Zoé", last_name: "Roux" });
    assert.equal(longer.children.at(-1).expected, "no");
    assert.equal(withChild(longer, { child: "zoe" }), longer, "twice is once");
    const read = listOf({ ...LIST, version: "v2" }, longer, (id) => id === "zoe");
    assert.deepEqual(
      read.children.map((each) => each.child),
      ["Éloïse", "Noa", "zoe"],
    );
    assert.equal(listOf(LIST, longer, () => false).children.length, 2);
  });

  test("takes the states of its own service and day alone", () => {
    const states = [
      { child: "Noa", service: "garderie", date: "2026-12-03", presence: "present" },
      { child: "Éloïse", service: "cantine", date: "2026-12-03", presence: "absent" },
    ];
    assert.deepEqual(
      withStates(LIST, states).children.map(({ presence }) => presence),
      ["expected", "present"],
    );
    assert.equal(withStates(LIST, [states[1]]), LIST);
  });

  test("goes class by class, then by last name, and tells apart who shares both names", () => {
    const kids = [
      child("Tom", { last_name: "Petit", school_class: "CE1" }),
      child("Zoé", { last_name: "Abel", school_class: "CE1" }),
      child("Théo", { last_name: "Zola", school_class: "PS" }),
      child("Ana", { last_name: "Abel", school_class: "CE1" }),
      child("Sans", { last_name: "Classe", school_class: null }),
    ];
    assert.deepEqual(
      inClasses(kids).map(({ first_name: first }) => first),
      ["Sans", "Théo", "Ana", "Zoé", "Tom"],
    );
    const nursery = child("Mia", { school: "pont", school_name: "Zola", school_class: "Moyenne section" });
    const pupil = child("Bob", { school: "ferry", school_name: "Ferry", school_class: "CP" });
    assert.deepEqual(inClasses([pupil, nursery])[0], nursery, "the school of the smallest comes first");
    assert.equal(nameOf({ ...kids[2], name: "Théo Zola (2021)" }), "Théo Zola (2021)");
    assert.equal(nameOf(kids[2]), "Théo Zola", "a list that a device held before");
  });

  test("has its classes from the smallest children to the tallest", () => {
    const levels = ["CM2", "CP", "PS", "CE1 B", "Grande section", "Moyenne section"].map((level) =>
      child(level, { school_class: level }),
    );
    assert.deepEqual(
      groupsOf(levels).map(({ label }) => label),
      ["PS", "Moyenne section", "Grande section", "CP", "CE1 B", "CM2"],
    );
    const two = [...levels, child("Lou", { school: "pagnol", school_name: "École Pagnol", school_class: "CP" })];
    const group = groupsOf(two).find(({ label }) => label === "École Pagnol – CP");
    assert.deepEqual(
      two.filter((row) => isOfGroup(row, group.key)).map((row) => row.child),
      ["Lou"],
    );
  });

  test("is searched without accents, by the beginning of any part of a name", () => {
    const [eloise] = LIST.children;
    for (const sought of ["elo", "ÉLOÏSE", "amico", "roux el"]) assert.ok(isNamed(eloise, sought), sought);
    assert.ok(!isNamed(eloise, "loi"));
  });
});

describe("what changed since it was printed", () => {
  const print = printOf(LIST, "11:02");
  test("is nothing where the version is the same, whoever was tapped since", () => {
    assert.deepEqual(changesSince(print, { ...LIST, children: [child("Noa", { presence: "present" })] }), []);
  });
  test("is who came to the list, who left it and who will not be there", () => {
    const children = [child("Noa", { absent: "absence déclarée" }), child("Ali")];
    assert.deepEqual(changesSince(print, { version: "v2", children }), [
      "Ali d’Amico-Roux est sur la liste",
      "Éloïse d’Amico-Roux n’est plus sur la liste",
      "Noa d’Amico-Roux : absence déclarée",
    ]);
  });
});

describe("an id made on the device", () => {
  test("has 26 characters that sort by the time", () => {
    const ids = [1, 1000, Date.parse("2026-12-03T16:30Z"), Date.parse("2026-12-03T16:31Z")].map((at) => newId(at));
    assert.deepEqual([...ids].sort(), ids);
    assert.ok(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{26}$/.test(id)));
  });
});

describe("the service of now", () => {
  const EVENING = {
    service: "soir",
    service_name: "Garderie du soir",
    starts: "16:30",
    ends: "18:30",
    date: "2026-12-03",
  };
  const MORNING = { service: "matin", starts: "07:30", ends: "08:30" };
  const CANTEEN = { service: "cantine", starts: "", ends: "" };
  const at = (hour, ...lists) => chosen(hour, lists, [{}]);
  const chosen = (hour, lists, children) => {
    const now = { day: "2026-12-03", hour };
    const list = (code) => ({ children, ...lists.find(({ service }) => service === code) });
    const services = lists.map(({ service }) => ({ code: service }));
    const opened = new OpenList({ now, clock: {}, facts: { services }, list }, { service: null, date: null });
    opened.choose();
    return opened.service;
  };

  test("is the one that is on, else the next", () => {
    assert.equal(at("07:00", MORNING, EVENING), "matin");
    assert.equal(at("08:29", MORNING, CANTEEN, EVENING), "matin");
    assert.equal(at("09:00", MORNING, CANTEEN, EVENING), "cantine");
    assert.equal(at("17:00", MORNING, CANTEEN, EVENING), "soir", "what is on, before one whose hours nobody gave");
    assert.equal(at("19:00", MORNING, EVENING), "soir", "the last, once all are over");
    const [first, lunch] = [
      { ...MORNING, ends: "" },
      { ...CANTEEN, starts: "11:45" },
    ];
    assert.equal(at("09:00", first, lunch, EVENING), "matin", "without an end, until the next one begins");
    assert.equal(at("11:45", first, lunch, EVENING), "cantine");
    assert.equal(at("19:00"), null);
    assert.equal(chosen("09:00", [MORNING, EVENING], []), "matin", "on a Sunday, one says why nobody comes");
  });

  test("says calmly that it has not begun, on its own day, until it has", () => {
    assert.equal(
      notBegun(EVENING, { day: "2026-12-03", hour: "09:00" }),
      "Garderie du soir commence à 16\u00a0h\u00a030. Vous pouvez déjà pointer.",
    );
    assert.equal(notBegun(EVENING, { day: "2026-12-03", hour: "16:30" }), "");
    assert.equal(notBegun(EVENING, { day: "2026-12-02", hour: "09:00" }), "", "tomorrow's is prepared, not begun");
    assert.equal(notBegun(CANTEEN, { day: "2026-12-03", hour: "09:00" }), "");
  });
});
