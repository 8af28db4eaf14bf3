/** Beside what *Valider* came to, and where the page is opened again: for ten minutes, the way back. */
import { undoneValidationWords } from "../planning/validation-words.js";
import { keepUndo, keptUndo, undoButton } from "./undo.js";

/** Where it is kept: an act whose answer never came has the same place (planning/validation.js), for the next act takes the place of both. */
const placeOf = ({ path }) => path("bookings");

/** A button. `tell`, `nameOf`: of planning-screen.js. An answer that did not come leaves the button there. */
export function undoValidation(store, { acts, accepted }, view) {
  keepUndo(store.path, { acts, lines: accepted }, placeOf(store));
  return buttonOf(store, { acts, lines: accepted }, view, "Annuler cette validation");
}

/** Below the planning, where it moves nothing. `of`: the town's name where there are several. */
export function offerUndo(store, view, of) {
  const kept = keptUndo(store.path, placeOf(store));
  if (!kept) return;
  const row = Object.assign(document.createElement("p"), { className: "row" });
  row.append(buttonOf(store, kept, view, `Annuler ma dernière validation${of ? ` : ${of}` : ""}`));
  document.querySelector(".planning-main").append(row);
}

function buttonOf(store, about, { tell, nameOf }, text) {
  const done = (answer) => {
    tell(undoneValidationWords(answer, nameOf));
    store.read();
  };
  const failed = ({ title, message }, offers) => tell({ title, text: message, failed: true, offers });
  return undoButton(store.path, about, { text, done, failed, place: placeOf(store) });
}
