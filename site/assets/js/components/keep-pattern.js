/** Keeping a week under a name, and taking that back. */
import { offerUndo } from "./fill-and-tell.js";
import { post, remove } from "../base/writes.js";

/** `asked`: the body of the API. Answers what is kept; null where it could not be, which is told. */
export async function keepPattern(store, screen, asked, undone = () => {}) {
  try {
    const { kept, before } = await post(store.path("week-patterns"), asked);
    screen.tell({
      title: `« ${kept.name} » est enregistrée`,
      text: `${kept.sentences.join(" ")} Dans Vue Agenda, « Mes semaines types » la met dans le panier pour une semaine, un mois ou l’année.`,
    });
    const said = before ? `« ${before.name} » est comme avant.` : `« ${kept.name} » n’est plus enregistrée.`;
    offerUndo(screen, said, async () => {
      if (before) await post(store.path("week-patterns"), bodyOf(before));
      else await remove(store.path("week-patterns", kept.id));
      undone();
    });
    return kept;
  } catch (problem) {
    screen.failed(problem);
    return null;
  }
}

export const bodyOf = ({ name, weeks, lines }) => ({ name, weeks, lines });
