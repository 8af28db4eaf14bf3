/** What filling the basket with a range came to, in French. */
import { count } from "./calendar-words.js";

const CHECK = "Vérifiez votre panier, puis validez.";
const LEFT_OUT = "Ces dates n’ont pas pu être ajoutées :";

/** `{title, text, refused, isNothing}`, as components/outcome.js shows it, of the API's answer. */
export function rangeWords(answer, nameOf) {
  const { added, refused, sentence } = answer;
  const text = [
    sentence,
    added && CHECK,
    ...besides(answer),
    refused.length && LEFT_OUT,
    !added && isSilent(answer) && "Aucun des jours choisis ne tombe dans cette période.",
  ];
  return {
    title: titleOf(added),
    text: text.filter(Boolean).join(" "),
    refused: refusedOf(answer, nameOf),
    isNothing: !added,
  };
}

/** The same of one act in several towns, told once: `[{label, answer, nameOf}]`, or `[{label, problem}]` of a town that refused. */
export function rangesWords(told) {
  const added = told.reduce((total, { answer }) => total + (answer?.added ?? 0), 0);
  const refused = told.flatMap(({ label, answer, nameOf }) =>
    answer ? refusedOf(answer, nameOf).map((sentence) => `${label} : ${sentence}`) : [],
  );
  const text = [
    ...told.map(({ label, answer, problem }) => `${label} : ${problem ? problem.message : inShort(answer)}`),
    added && CHECK,
    refused.length && LEFT_OUT,
  ];
  return {
    title: titleOf(added),
    text: text.filter(Boolean).join(" "),
    refused,
    isNothing: !added,
    failed: told.some(({ problem }) => problem),
  };
}

function inShort(answer) {
  const { added, earlier, sentence } = answer;
  const said = [
    earlier && "rien n’était réservé cette semaine-là.",
    added && `${count(added, "date ajoutée", "dates ajoutées")}.`,
    sentence,
    ...besides(answer),
  ].filter(Boolean);
  const text = said.join(" ") || "aucun des jours choisis ne tombe dans cette période.";
  return text[0].toLowerCase() + text.slice(1);
}

const titleOf = (added) =>
  added ? count(added, "date ajoutée au panier", "dates ajoutées au panier") : "Aucune date n’a été ajoutée";

const besides = ({ already, closed_days: closed }) => [
  already &&
    `${count(already, "date était déjà réservée ou dans le panier", "dates étaient déjà réservées ou dans le panier")}.`,
  closed && `${count(closed, "jour de fermeture est laissé", "jours de fermeture sont laissés")} de côté.`,
];

const isSilent = ({ sentence, already, closed_days: closed, refused }) =>
  !(sentence || already || closed || refused.length);

const refusedOf = ({ refused }, nameOf) => refused.map((days) => `${nameOf(days)} : ${days.sentence}`);
