/** What the town says of a whole file: that it is complete, that its quotient counts no more. */
import { put } from "../base/writes.js";
import { ask } from "./file-ask.js";
import { once } from "./once.js";

/** Where papers are asked for, saying otherwise needs a reason; where none is, the agent's word is all there is. */
export const sayComplete = ({ of, button, path, done }) =>
  ask({
    button,
    done,
    sentences: [],
    fields: of.papers.length ? [["reason", "Pourquoi, malgré les pièces"]] : [],
    words: of.file_complete ? "Le dossier est incomplet" : "Le dossier est complet",
    act: async ({ reason = "" }) => {
      await put(await path(), { file_complete: !of.file_complete, reason: reason ?? "" });
      return "C’est enregistré.";
    },
  });

/** What it changes of prices is said first. */
export async function removeQuotient({ of, button, path, done }) {
  const address = await path("quotients");
  const body = { value: null, since: of.since };
  const preview = async () => {
    const { sentences } = await put(address, { ...body, dry: true });
    ask({
      button,
      done,
      sentences,
      words: `Retirer le quotient de ${of.value}`,
      danger: true,
      act: async () => {
        await put(address, body);
        return "Le quotient est retiré.";
      },
    });
  };
  await once(button, preview);
}
