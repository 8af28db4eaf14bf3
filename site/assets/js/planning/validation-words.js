/** What *Valider* came to, in French. */
import { count } from "./calendar-words.js";
import { keyOf } from "./cells.js";
import { longDay } from "../base/days-and-hours.js";
import { refusedWords } from "./refused-words.js";

/** Refusals of what is so already: the other parent, or another tab, validated the same basket. */
const DONE_BEFORE = { already_booked: "Déjà réservé", not_booked: "Déjà annulé", already_asked: "Déjà demandé" };

/** `{title, text, refused, pay}`, as components/outcome.js shows it, of the API's answer. */
export function validationWords({ accepted, refused: all, basket, to_pay: toPay = [] }, nameOf) {
  const refused = all.filter(({ code }) => !(code in DONE_BEFORE));
  const before = all.filter(({ code }) => code in DONE_BEFORE);
  const withdrawn = accepted.filter((line) => line.withdrawn).length;
  const asked = accepted.filter(({ on_request }) => on_request).length;
  const settled = accepted.filter((line) => !line.withdrawn && !line.on_request);
  const cancelled = settled.filter(({ action }) => action === "cancel").length;
  const reserved = settled.length - cancelled;
  const done = [
    reserved && count(reserved, "demande validée", "demandes validées"),
    cancelled && count(cancelled, "annulation validée", "annulations validées"),
    asked && count(asked, "demande envoyée à la mairie", "demandes envoyées à la mairie"),
    withdrawn && count(withdrawn, "demande retirée", "demandes retirées"),
  ].filter(Boolean);
  const left = count(refused.length, "demande n’a pas pu être validée", "demandes n’ont pas pu être validées");
  const known = new Set(all.map(keyOf));
  const waiting = basket.lines.filter((line) => line.problem && !known.has(keyOf(line))).length;
  const settledBefore = before.length > 0 && !accepted.length && !refused.length;
  const text = [
    before.length && doneBefore(before, nameOf),
    accepted.length && "C’est enregistré, un e-mail vous le confirme.",
    asked && "La mairie vous répondra : rien n’est réservé ni facturé avant.",
    ...toPay.map(({ sentence }) => sentence),
    waiting && `${count(waiting, "demande à revoir reste", "demandes à revoir restent")} dans votre panier.`,
    refused.length && `${left} :`,
  ];
  return {
    title: done.join(", ") || (settledBefore ? titleOf(before) : "Rien n’a été validé"),
    text: text.filter(Boolean).join(" "),
    pay: toPay[0]?.invoice,
    refused: refusedWords(refused, nameOf),
  };
}

/** The same of *Annuler cette validation*: what could not be undone stays as it was validated. */
export function undoneValidationWords(answer, nameOf) {
  const { text, pay, refused } = validationWords({ ...answer, refused: [] }, nameOf);
  const left = answer.refused.filter(({ code }) => !(code in DONE_BEFORE));
  const before = answer.refused.filter(({ code }) => code in DONE_BEFORE);
  const undone = left.length ? "La validation est annulée en partie" : "La validation est annulée";
  const stays = count(
    left.length,
    "ligne reste comme vous l’aviez validée",
    "lignes restent comme vous les aviez validées",
  );
  const said = [before.length && doneBefore(before, nameOf), text, left.length && `${stays} :`];
  return {
    title: answer.accepted.length ? undone : "Rien n’a été annulé",
    text: said.filter(Boolean).join(" "),
    pay,
    refused: [...refused, ...refusedWords(left, nameOf)],
  };
}

function titleOf(lines) {
  const codes = new Set(lines.map(({ code }) => code));
  const words = {
    already_booked: "Tout est déjà réservé",
    not_booked: "Tout est déjà annulé",
    already_asked: "Tout est déjà demandé",
  };
  return codes.size === 1 ? words[[...codes][0]] : "Tout est déjà fait";
}

function doneBefore(lines, nameOf) {
  return lines.map((line) => `${DONE_BEFORE[line.code]} : ${longDay(line.date)}, ${nameOf(line)}.`).join(" ");
}
