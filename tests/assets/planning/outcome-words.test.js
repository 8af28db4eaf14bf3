import assert from "node:assert/strict";
import { test } from "node:test";
import { rangesWords, rangeWords } from "../../../site/assets/js/planning/range-words.js";
import { undoneValidationWords, validationWords } from "../../../site/assets/js/planning/validation-words.js";
import { plain } from "../french.js";

const nameOf = () => "Cantine, Clara";
const aLine = (action = "reserve", other = {}) => ({ date: "2026-11-24", action, ...other });
const refusal = (code, sentence = "Trop tard.") => ({ date: "2026-11-24", code, sentence });

const said = (answer) => {
  const { title, text, refused, pay } = validationWords(
    { accepted: [], refused: [], basket: { lines: [] }, ...answer },
    nameOf,
  );
  return { title: plain(title), text: plain(text), refused, pay };
};

test("a basket of which nothing is left says that nothing was validated", () => {
  assert.deepEqual(said({}), { title: "Rien n’a été validé", text: "", refused: [], pay: undefined });
});

test("reservations, cancellations, requests and what is withdrawn are counted apart", () => {
  const accepted = [
    aLine(),
    aLine(),
    aLine("cancel"),
    aLine("reserve", { on_request: true }),
    aLine("cancel", { withdrawn: true }),
  ];
  const { title, text } = said({ accepted });
  assert.equal(title, "2 demandes validées, 1 annulation validée, 1 demande envoyée à la mairie, 1 demande retirée");
  assert.match(text, /rien n’est réservé ni facturé avant\.$/);
});

test("what the other parent validated first is no failure", () => {
  const { title, text, refused } = said({ refused: [refusal("already_booked"), refusal("already_booked")] });
  assert.equal(title, "Tout est déjà réservé");
  assert.match(text, /^Déjà réservé : mardi 24 novembre, Cantine, Clara\./);
  assert.deepEqual(refused, []);
  assert.equal(said({ refused: [refusal("already_booked"), refusal("not_booked")] }).title, "Tout est déjà fait");
});

test("a refusal is told by its day and its sentence, after what was done", () => {
  const { title, text, refused } = said({ accepted: [aLine()], refused: [refusal("late")] });
  assert.equal(title, "1 demande validée");
  assert.match(text, /1 demande n’a pas pu être validée :$/);
  assert.deepEqual(refused, ["Mardi 24 novembre, Cantine, Clara : Trop tard."]);
  assert.equal(said({ refused: [refusal("late")] }).title, "Rien n’a été validé");
});

test("what was refused before is said to wait in the basket, once, and is not refused again", () => {
  const problem = { code: "full", sentence: "Complet." };
  const basket = { lines: [aLine("reserve", { service: "soir", problem }), aLine("reserve", { problem }), aLine()] };
  const { text, refused } = said({ accepted: [aLine()], refused: [refusal("full", "Complet.")], basket });
  assert.match(text, /1 demande à revoir reste dans votre panier\. 1 demande n’a pas pu être validée :$/);
  assert.equal(refused.length, 1);
});

test("what is to be paid at once leads to its invoice", () => {
  const { pay, text } = said({ accepted: [aLine()], to_pay: [{ invoice: "01JD", sentence: "Payez avant 10 h." }] });
  assert.equal(pay, "01JD");
  assert.match(text, /Payez avant 10 h\./);
});

test("a validation that is undone in part says so, and what stays", () => {
  const undone = (accepted, refused) => undoneValidationWords({ accepted, refused, basket: { lines: [] } }, nameOf);
  assert.equal(undone([aLine("cancel")], []).title, "La validation est annulée");
  const { title, text, refused } = undone([aLine("cancel")], [refusal("price_changed", "Le prix a changé.")]);
  assert.equal(title, "La validation est annulée en partie");
  assert.match(plain(text), /^C’est enregistré, .* 1 ligne reste comme vous l’aviez validée :$/);
  assert.deepEqual(refused, ["Mardi 24 novembre, Cantine, Clara : Le prix a changé."]);
  assert.equal(undone([], [refusal("deadline_passed")]).title, "Rien n’a été annulé");
});

test("a range says what it added, and what it left aside", () => {
  const nothing = { added: 0, already: 0, closed_days: 0, refused: [] };
  assert.deepEqual(rangeWords(nothing, nameOf), {
    title: "Aucune date n’a été ajoutée",
    text: "Aucun des jours choisis ne tombe dans cette période.",
    refused: [],
    isNothing: true,
  });
  const some = rangeWords({ added: 2, already: 1, closed_days: 3, refused: [{ sentence: "Complet." }] }, nameOf);
  assert.equal(plain(some.title), "2 dates ajoutées au panier");
  assert.equal(
    plain(some.text),
    "Vérifiez votre panier, puis validez. 1 date était déjà réservée ou dans le panier. " +
      "3 jours de fermeture sont laissés de côté. Ces dates n’ont pas pu être ajoutées :",
  );
  assert.deepEqual(some.refused, ["Cantine, Clara : Complet."]);
});

test("what one act came to in several towns is told once, of each by its name", () => {
  const nothing = { added: 0, already: 0, closed_days: 0, refused: [] };
  const told = (...answers) => rangesWords(answers.map((answer, at) => ({ label: "AB"[at], answer, nameOf })));
  const { title, text, refused, isNothing } = told(
    { ...nothing, added: 4, sentence: "Comme la semaine du 16 novembre.", refused: [{ sentence: "Complet." }] },
    { ...nothing, earlier: "2026-11-09" },
  );
  assert.equal(plain(title), "4 dates ajoutées au panier");
  assert.equal(
    plain(text),
    "A : 4 dates ajoutées. Comme la semaine du 16 novembre. B : rien n’était réservé cette semaine-là. " +
      "Vérifiez votre panier, puis validez. Ces dates n’ont pas pu être ajoutées :",
  );
  assert.deepEqual(refused, ["A : Cantine, Clara : Complet."]);
  assert.equal(isNothing, false);
  const none = told({ ...nothing, already: 2 }, nothing);
  assert.equal(none.title, "Aucune date n’a été ajoutée");
  assert.equal(
    plain(none.text),
    "A : 2 dates étaient déjà réservées ou dans le panier. " +
      "B : aucun des jours choisis ne tombe dans cette période.",
  );
  assert.equal(none.isNothing, true);
  const half = rangesWords([
    { label: "A", answer: { ...nothing, added: 1 }, nameOf },
    { label: "B", problem: { message: "Réessayez." } },
  ]);
  assert.deepEqual([plain(half.title), half.failed], ["1 date ajoutée au panier", true]);
  assert.match(plain(half.text), /B : Réessayez\./);
});
