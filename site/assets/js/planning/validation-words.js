/** What *Valider* came to, in French. */
import { count } from "./more-words.js";
import { capital, longDay } from "./words.js";

/** `{title, text, refused, pay}`, as components/outcome.js shows it, of the API's answer. */
export function validationWords({ accepted, refused, to_pay: toPay = [] }, nameOf) {
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
  const text = [
    accepted.length && "C’est enregistré, un e-mail vous le confirme.",
    asked && "La mairie vous répondra : rien n’est réservé ni facturé avant.",
    ...toPay.map(({ sentence }) => sentence),
    refused.length && `${left} :`,
  ];
  return {
    title: done.join(", ") || "Rien n’a été validé",
    text: text.filter(Boolean).join(" "),
    pay: toPay[0]?.invoice,
    refused: refused.map((line) => `${capital(longDay(line.date))}, ${nameOf(line)} : ${line.sentence}`),
  };
}
