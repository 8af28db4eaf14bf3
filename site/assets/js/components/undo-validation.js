/** Beside what *Valider* came to: for ten minutes, the way back. */
import { undoneValidationWords } from "../planning/validation-words.js";
import { undoButton } from "./undo.js";

/** A button. `tell`, `nameOf`: of planning-screen.js. An answer that did not come leaves the button there. */
export function undoValidation(store, { acts, accepted }, { tell, nameOf }) {
  const done = (answer) => {
    tell(undoneValidationWords(answer, nameOf));
    store.read();
  };
  const failed = ({ title, message }, offers) => tell({ title, text: message, failed: true, offers });
  return undoButton(store.path, { acts, lines: accepted }, { text: "Annuler cette validation", done, failed });
}
