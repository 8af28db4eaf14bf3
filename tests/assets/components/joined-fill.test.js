import assert from "node:assert/strict";
import { test } from "node:test";
import { copyWeekOfAll, keepAllAndTell } from "../../../site/assets/js/components/joined-fill.js";
import { keepingTold } from "../../../site/assets/js/components/keep-pattern.js";
import { plain } from "../french.js";
import { server } from "../outside.js";

const NOTHING = { added: 0, already: 0, closed_days: 0, refused: [], basket: {} };
const soon = () => new Promise(setImmediate);

/** Elements that a test presses by `press()`. */
function page(context) {
  const { document } = globalThis;
  globalThis.document = {
    createElement: () => ({
      setAttribute() {},
      getAttribute() {},
      removeAttribute() {},
      addEventListener(_, pressed) {
        this.press = pressed;
      },
    }),
  };
  context.after(() => (globalThis.document = document));
  const told = [];
  return { told, view: { tell: (said) => told.push(said) } };
}

/** Two towns, Lisse and Aubray, and what each is asked. `answer(town, path, body)` */
function towns(answer, asked = { monday: "2026-11-30" }) {
  const sent = [];
  server(({ path, method, body }) => {
    const [, town, ...rest] = path.replace("/api", "").split("/");
    const request = body && JSON.parse(body);
    sent.push([method, town, rest.join("/"), request]);
    return answer(town, rest.join("/"), request, method);
  });
  const each = ["Lisse", "Aubray"].map((label) => {
    const store = { path: (...parts) => ["", label, ...parts].join("/"), moved: () => {}, read: () => {} };
    return {
      town: { label },
      store,
      asked,
      view: { acts: { store, settled: Promise.resolve() }, nameOf: () => "Cantine, Clara" },
    };
  });
  return { sent, each };
}

test("one week is copied in all towns: the last one, though one of them had nothing in it", async (context) => {
  const { told, view } = page(context);
  const { sent, each } = towns((town, path, { like }) => {
    if (path === "basket/changes") return [200, NOTHING];
    if (town === "Aubray") return [200, { ...NOTHING, earlier: "2026-11-09" }];
    assert.equal(like, "2026-11-23");
    return [200, { ...NOTHING, added: 2, put: { clara: { cantine: ["2026-11-30", "2026-12-01"] } } }];
  });
  await copyWeekOfAll(view, each);
  assert.equal(told.length, 1);
  assert.equal(plain(told[0].title), "2 dates ajoutées au panier");
  assert.match(plain(told[0].text), /Aubray : rien n’était réservé cette semaine-là\./);
  assert.equal(sent.length, 2);
  await told[0].offers[0].press();
  assert.equal(told[1].title, "C’est annulé");
  const [, town, path, { remove }] = sent[2];
  assert.deepEqual([town, path, remove.length], ["Lisse", "basket/changes", 2]);
});

test("where none had anything last week, the last week that held something for one of them is copied in all", async (context) => {
  const { told, view } = page(context);
  const { sent, each } = towns((town, _, { like }) => {
    const last = { Lisse: "2026-11-09", Aubray: "2026-11-16" }[town];
    return [200, like === last ? { ...NOTHING, added: 1, put: {} } : { ...NOTHING, earlier: last }];
  });
  await copyWeekOfAll(view, each);
  assert.deepEqual(
    sent.map(([, town, , { like }]) => [town, like]),
    [
      ["Lisse", "2026-11-23"],
      ["Aubray", "2026-11-23"],
      ["Lisse", "2026-11-16"],
      ["Aubray", "2026-11-16"],
    ],
  );
  assert.match(plain(told[0].text), /^Lisse : rien n’était réservé cette semaine-là\. Aubray : 1 date ajoutée\./);
});

test("a week that is kept in two towns is told once, says what it replaced, and one button puts both back", async (context) => {
  const { told, view } = page(context);
  const pattern = (id) => ({ id, name: "Semaine type", weeks: "all", lines: [], sentences: [`Clara : ${id}.`] });
  const { sent, each } = towns(
    (town) => [200, { kept: pattern("new"), before: town === "Aubray" ? pattern("old") : null }],
    { name: "Semaine type", weeks: "all", week: { monday: "2026-11-30" } },
  );
  await keepAllAndTell(view, each);
  assert.equal(told.length, 1);
  assert.match(told[0].title, /« Semaine type » est remplacée/);
  assert.match(told[0].text, /Aubray : Avant : Clara : old\. Maintenant : Clara : new\./);
  const pressed = told[0].offers[0].press();
  await pressed;
  await soon();
  assert.deepEqual(
    sent.slice(2).map(([method, town, path]) => [method, town, path]),
    [
      ["DELETE", "Lisse", "week-patterns/new"],
      ["POST", "Aubray", "week-patterns"],
    ],
  );
  assert.match(told[1].text, /« Semaine type » est comme avant\./);
});

test("of a week that is replaced only what changes is said, and nothing is offered where nothing does", () => {
  const week = (...sentences) => ({ name: "Semaine type", sentences: [...sentences, "Toutes les semaines."] });
  const told = keepingTold({
    before: week("Clara : cantine lundi.", "Guilhem : garderie lundi."),
    pattern: week("Clara : cantine lundi.", "Guilhem : garderie mardi."),
  });
  assert.equal(told.text, "Avant : Guilhem : garderie lundi. Maintenant : Guilhem : garderie mardi.");
  const same = week("Clara : cantine lundi.");
  assert.deepEqual(keepingTold({ before: same, pattern: same }), {
    title: "« Semaine type » est déjà ainsi",
    text: "Rien ne change.",
    undone: "",
  });
});
