/** Beside what *Valider* came to: for ten minutes, the way back. */
import { validationWords } from "../planning/validation-words.js";
import { undoButton } from "./undo.js";

/** `tell`: of outcome.js; `nameOf`, `failed`: of planning-screen.js. */
export function offerUndo(store, { acts, accepted }, { tell, nameOf, failed }) {
  const done = (answer) => {
    const title = answer.accepted.length ? "La validation est annulée" : "Rien n’a été annulé";
    tell({ ...validationWords(answer, nameOf), title });
    store.read();
  };
  const button = undoButton(store.path, { acts, lines: accepted }, { text: "Annuler cette validation", done, failed });
  button.dataset.undo = "";
  document.querySelector("#outcome > :last-child").append(" ", button);
}
