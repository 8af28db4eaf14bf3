/** Keeping a week under a name, and taking that back. */
import { undoOf } from "./fill-and-tell.js";
import { screen } from "../base/screens.js";
import { post, remove } from "../base/writes.js";

const WHERE = "Dans Vue Agenda, « Mes semaines types » la met dans le panier pour une semaine, un mois ou l’année.";

/** `view`: as planning-screen.js answers it; `asked`: the body of the API. Answers what is kept; null where it could not be, which is told. */
export async function keepPattern(store, view, asked, after = () => {}) {
  try {
    const kept = await keptOf(store, asked);
    const { title, text, undone } = keepingTold(kept);
    const link = Object.assign(document.createElement("a"), {
      className: "button button-quiet",
      href: `${screen("agenda")}#week-patterns`,
      textContent: "Mes semaines types",
    });
    const undo = undoOf(view, undone, async () => {
      await kept.undo();
      after();
    });
    if (kept.before) undo.textContent = "Remettre l’ancienne";
    view.tell({ title, text: `${text} ${WHERE}`, offers: [undo, link] });
    return kept.pattern;
  } catch (problem) {
    view.failed(problem);
    return null;
  }
}

/** `{pattern, before, undo}`: what is kept, what had its name, and how it is as before again. Throws Problem. */
export async function keptOf(store, asked) {
  const { kept: pattern, before } = await post(store.path("week-patterns"), asked);
  const undo = () =>
    before ? post(store.path("week-patterns"), bodyOf(before)) : remove(store.path("week-patterns", pattern.id));
  return { pattern, before, undo };
}

/** `{title, text, undone}`: what was replaced is said beside what replaces it. */
export const keepingTold = ({ pattern, before }) => ({
  title: before ? `« ${pattern.name} » est remplacée` : `« ${pattern.name} » est enregistrée`,
  text: before
    ? `Avant : ${before.sentences.join(" ")} Maintenant : ${pattern.sentences.join(" ")}`
    : pattern.sentences.join(" "),
  undone: before ? `« ${before.name} » est comme avant.` : `« ${pattern.name} » n’est plus enregistrée.`,
});

export const bodyOf = ({ name, weeks, lines }) => ({ name, weeks, lines });
