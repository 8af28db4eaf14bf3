import assert from "node:assert/strict";
import { test } from "node:test";
import { fillAndTell } from "../../../site/assets/js/components/fill-and-tell.js";
import { plain } from "../french.js";
import { storage } from "../outside.js";

const FILLED = { added: 640, already: 0, closed_days: 0, refused: [], basket: {}, put: {} };
const REFUSED = { status: 422, code: "invalid", title: "Rien n’est ajouté", detail: "Choisissez un jour." };

/** A button is pressed by `press()`, which answers once what that does is done. */
function addEventListener(_, pressed) {
  this.press = pressed;
}

/** A page whose API answers when the test says so. */
function page() {
  const said = [];
  const told = [];
  const { document, fetch, localStorage } = globalThis;
  const asked = [];
  let answered;
  globalThis.localStorage = storage();
  globalThis.document = {
    createElement: () => ({
      remove() {},
      setAttribute() {},
      getAttribute() {},
      removeAttribute() {},
      addEventListener,
    }),
    getElementById: () => ({ replaceChildren: ({ textContent }) => said.push(textContent) }),
  };
  globalThis.fetch = (path, { body }) => {
    asked.push(JSON.parse(body));
    return new Promise((resolve) => (answered = resolve));
  };
  const tell = ({ title, text, offers }) => told.push({ title: plain(title), text, offers });
  const store = { path: (...parts) => `/${parts.join("/")}`, moved: () => {}, read: () => {} };
  return {
    asked,
    said,
    told,
    view: { acts: { store, settled: Promise.resolve() }, tell, nameOf: () => "", failed: tell },
    answer: (status, body) => answered(new Response(JSON.stringify(body), { status })),
    leave: () => Object.assign(globalThis, { document, fetch, localStorage }),
  };
}

for (const [status, body, comes] of [
  [200, FILLED, "640 dates ajoutées au panier"],
  [422, REFUSED, "Rien n’est ajouté"],
])
  test(`a basket that fills for long is said to, then what came of it: ${status}`, async (context) => {
    const { said, told, view, answer, leave } = page();
    context.after(leave);
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const asked = fillAndTell(view, "ranges", {});
    await Promise.resolve();
    context.mock.timers.tick(1900);
    assert.deepEqual(said, []);
    context.mock.timers.tick(200);
    assert.deepEqual(said, ["Votre panier se remplit : encore quelques secondes…"]);
    answer(status, body);
    await asked;
    assert.deepEqual(
      told.map(({ title }) => title),
      [comes],
    );
    context.mock.timers.tick(60_000);
    assert.equal(said.length, 1);
  });

test("what is taken out again in two requests says how far it came, and goes on from there", async (context) => {
  const { asked, said, told, view, answer, leave } = page();
  context.after(leave);
  const soon = () => new Promise(setImmediate);
  const dates = Array.from({ length: 880 }, (_, day) => `day ${day}`);
  const filled = fillAndTell(view, "ranges", {});
  await soon();
  answer(200, { ...FILLED, put: { clara: { cantine: dates } } });
  await filled;
  const [undo] = told[0].offers;
  const first = undo.press();
  await soon();
  answer(200, FILLED);
  while (asked.length < 3) await soon();
  assert.deepEqual(said, ["700 dates sur 880 sont retirées du panier…"]);
  answer(409, { ...REFUSED, status: 409, title: "Panier occupé", detail: "Réessayez." });
  await first;
  assert.equal(told[1].text, "Réessayez. 700 dates sur 880 sont retirées du panier : « Annuler » retire les autres.");
  const again = told[1].offers[0].press();
  await soon();
  answer(200, FILLED);
  await again;
  assert.equal(told[2].title, "C’est annulé");
  assert.deepEqual(
    asked.slice(1).map(({ remove }) => remove.map(({ date }) => date)),
    [dates.slice(0, 700), dates.slice(700), dates.slice(700)],
  );
});
