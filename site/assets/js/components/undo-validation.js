/** Beside what *Valider* came to, and where the page is opened again: for ten minutes, the way back. */
import { undoneValidationWords } from "../planning/validation-words.js";
import { slotsOf, undoButton, WITHIN_S } from "./undo.js";

/** Where it is kept: an act whose answer never came has the same place (planning/validation.js), for the next act takes the place of both. */
const placeOf = ({ path }) => path("bookings");

/** A button. `tell`, `nameOf`: of planning-screen.js. An answer that did not come leaves the button there. */
export function undoValidation(store, { acts, accepted }, view) {
  const about = { acts, slots: slotsOf(accepted) };
  sessionStorage.setItem(
    placeOf(store),
    JSON.stringify({ of: store.path("bookings", "undo"), at: Date.now(), ...about }),
  );
  return buttonOf(store, about, view, "Annuler cette validation");
}

/** What this tab validated last for the family and can still undo, with `seconds`, for how long still; null: nothing. */
function keptBy(store) {
  const kept = JSON.parse(sessionStorage.getItem(placeOf(store)) ?? "null");
  const seconds = kept && WITHIN_S - (Date.now() - kept.at) / 1000;
  return kept && kept.of === store.path("bookings", "undo") && seconds > 0 ? { ...kept, seconds } : null;
}

/** Below the planning, where it moves nothing. `of`: the town's name where there are several. */
export function offerUndo(store, view, of) {
  const kept = keptBy(store);
  if (!kept) return;
  const row = Object.assign(document.createElement("p"), { className: "row" });
  row.append(buttonOf(store, kept, view, `Annuler ma dernière validation${of ? ` : ${of}` : ""}`));
  document.querySelector(".planning-main").append(row);
}

function buttonOf(store, about, { tell, nameOf }, text) {
  const done = (answer) => {
    if (keptBy(store)?.acts.join() === about.acts.join()) sessionStorage.removeItem(placeOf(store));
    tell(undoneValidationWords(answer, nameOf));
    store.read();
  };
  const failed = ({ title, message }, offers) => tell({ title, text: message, failed: true, offers });
  return undoButton(store.path, about, { text, done, failed });
}
