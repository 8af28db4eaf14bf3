/** Beside what *Valider* came to: for ten minutes, the way back. */
import { validationWords } from "../planning/validation-words.js";
import { undoButton } from "./undo.js";

/** A button. `tell`, `nameOf`, `failed`: of planning-screen.js. */
export function undoValidation(store, { acts, accepted }, { tell, nameOf, failed }) {
  const done = (answer) => {
    const title = answer.accepted.length ? "La validation est annulée" : "Rien n’a été annulé";
    tell({ ...validationWords(answer, nameOf), title });
    store.read();
  };
  return undoButton(store.path, { acts, lines: accepted }, { text: "Annuler cette validation", done, failed });
}
