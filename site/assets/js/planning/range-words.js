/** What filling the basket with a range came to, in French. */
import { count } from "./calendar-words.js";

/** `{title, text, refused}`, as components/outcome.js shows it, of the API's answer. */
export function rangeWords({ added, already, closed_days, refused, sentence }, nameOf) {
  const text = [
    sentence,
    added && "Vérifiez votre panier, puis validez.",
    already &&
      `${count(already, "date était déjà réservée ou dans le panier", "dates étaient déjà réservées ou dans le panier")}.`,
    closed_days && `${count(closed_days, "jour de fermeture est laissé", "jours de fermeture sont laissés")} de côté.`,
    refused.length && "Ces dates n’ont pas pu être ajoutées :",
    !(sentence || added || already || closed_days || refused.length) &&
      "Aucun des jours choisis ne tombe dans cette période.",
  ];
  return {
    title: added ? count(added, "date ajoutée au panier", "dates ajoutées au panier") : "Aucune date n’a été ajoutée",
    text: text.filter(Boolean).join(" "),
    refused: refused.map((days) => `${nameOf(days)} : ${days.sentence}`),
  };
}
