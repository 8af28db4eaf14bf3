import assert from "node:assert/strict";
import { test } from "node:test";
import { undoable, undoneWords, untilWords } from "../../../site/assets/js/components/undo.js";

test("what is taken back of a period says what is booked again, which absences are gone and what could not be", () => {
  const answer = { accepted: [{}, {}], refused: [{ sentence: "Trop tard." }], absences: 1 };
  assert.equal(undoneWords(answer), "2 réservations remises. 1 absence retirée. Trop tard.");
  const refused = [{ sentence: "Complet." }, { sentence: "Trop tard." }, { sentence: "Complet." }];
  assert.equal(
    undoneWords({ accepted: [{}], refused }),
    "1 réservation remise. 3 n’ont pas pu l’être. Complet. Trop tard.",
  );
  assert.equal(undoneWords({ accepted: [], refused: [], absences: 2 }), "2 absences retirées.");
  assert.equal(undoneWords({ accepted: [], refused: [] }), "Il n’y a plus rien à remettre.");
});

test("what was not done is not asked to be undone", () => {
  const fates = ["cancelled", "declared", "asked", "gone", "came", "too_far", "busy"];
  const lines = fates.map((fate) => ({ fate, child: "clara", service: fate, date: "2026-11-23", title: "lundi" }));
  const kept = undoable(lines);
  assert.deepEqual(
    kept.map(({ service }) => service),
    ["cancelled", "declared", "asked"],
  );
  assert.deepEqual(kept[0], { child: "clara", service: "cancelled", date: "2026-11-23" });
});

test("the way back says until when it is there, to the minute", () => {
  const at = (...clock) => new Date(2026, 10, 26, ...clock).getTime();
  const said = [at(22, 58, 40), at(23, 55), at(11, 50)].map((now) => untilWords(600, now).replaceAll("\u00a0", " "));
  assert.deepEqual(said, ["jusqu’à 23 h 08", "jusqu’à 0 h 05", "jusqu’à 12 h"]);
});
