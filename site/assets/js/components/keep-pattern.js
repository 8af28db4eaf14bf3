/** Keeping a week under a name, and taking that back. */
import { undoOf } from "./fill-and-tell.js";
import { screen } from "../base/screens.js";
import { post, remove } from "../base/writes.js";

/** `view`: as planning-screen.js answers it; `asked`: the body of the API. Answers what is kept; null where it could not be, which is told. */
export async function keepPattern(store, view, asked, undone = () => {}) {
  try {
    const { kept: pattern, before } = await post(store.path("week-patterns"), asked);
    const said = before ? `« ${before.name} » est comme avant.` : `« ${pattern.name} » n’est plus enregistrée.`;
    const undo = undoOf(view, said, async () => {
      if (before) await post(store.path("week-patterns"), bodyOf(before));
      else await remove(store.path("week-patterns", pattern.id));
      undone();
    });
    const link = Object.assign(document.createElement("a"), {
      className: "button button-quiet",
      href: `${screen("agenda")}#week-patterns`,
      textContent: "Mes semaines types",
    });
    view.tell({
      title: before ? `« ${pattern.name} » est remplacée` : `« ${pattern.name} » est enregistrée`,
      text: `${pattern.sentences.join(" ")} Dans Vue Agenda, « Mes semaines types » la met dans le panier pour une semaine, un mois ou l’année.`,
      offers: [undo, link],
    });
    return pattern;
  } catch (problem) {
    view.failed(problem);
    return null;
  }
}

export const bodyOf = ({ name, weeks, lines }) => ({ name, weeks, lines });
