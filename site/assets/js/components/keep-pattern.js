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
    view.tell({ title, text: `${text} ${WHERE}`, offers: undone ? [undo, link] : [link] });
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

/** `{title, text, undone}`: of what was replaced, what changes is said, and what replaces it; `undone` is empty where nothing changed. */
export function keepingTold({ pattern, before }) {
  const name = `« ${pattern.name} »`;
  if (!before) {
    return {
      title: `${name} est enregistrée`,
      text: pattern.sentences.join(" "),
      undone: `${name} n’est plus enregistrée.`,
    };
  }
  const [gone, come] = [saidOnlyBy(before, pattern), saidOnlyBy(pattern, before)];
  if (!gone && !come) return { title: `${name} est déjà ainsi`, text: "Rien ne change.", undone: "" };
  return {
    title: `${name} est remplacée`,
    text: `Avant : ${gone || "rien de cela."} Maintenant : ${come || "plus rien de cela."}`,
    undone: `« ${before.name} » est comme avant.`,
  };
}

const saidOnlyBy = ({ sentences }, other) => sentences.filter((one) => !other.sentences.includes(one)).join(" ");

export const bodyOf = ({ name, weeks, lines }) => ({ name, weeks, lines });
