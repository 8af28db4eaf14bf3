/** *Annuler cette validation*, *Remettre comme avant*: for ten minutes what was just validated or declared is undone, under the rules of then. */
import { post } from "../base/writes.js";

const WITHIN_MS = 600_000;
/** Refusals after which pressing again leads nowhere. */
const FOR_GOOD = ["undo_too_late", "not_found"];
/** What was declared last in this tab, for a screen opened after it. */
const PLACE = "preau.declared";

/**
 * Remember that `acts`, about `lines`, can be undone: a closed sheet or a page read again still offers it. `path`: as of `undoButton`; `place`: under which name
 * of the tab.
 */
export function keepUndo(path, { acts, lines }, place = PLACE) {
  const slots = lines.map(({ child, service, date }) => ({ child, service, date }));
  sessionStorage.setItem(place, JSON.stringify({ of: path("bookings", "undo"), at: Date.now(), acts, lines: slots }));
}

/** `{acts, lines, at}` of what was declared last for this family and can still be undone; null: nothing. */
export function keptUndo(path, place = PLACE) {
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
  const is = kept && kept.of === path("bookings", "undo") && Date.now() - kept.at < WITHIN_MS;
  return is ? kept : null;
}

/** What came of taking back a period of absence, in French: the API's answer. */
export function undoneWords({ accepted, refused, absences = 0 }) {
  const said = [
    accepted.length > 1 && `${accepted.length} réservations remises.`,
    accepted.length === 1 && "1 réservation remise.",
    absences > 1 && `${absences} absences retirées.`,
    absences === 1 && "1 absence retirée.",
    ...refused.map(({ sentence }) => sentence),
  ];
  return said.filter(Boolean).join(" ") || "Il n’y a plus rien à remettre.";
}

/** Lines of a period (components/period.js) that taking it back is about. */
export const undoable = (lines) => lines.filter(({ fate }) => !["gone", "came", "too_far", "busy"].includes(fate));

/**
 * A button that undoes `acts`, which were about `lines`; `path`: makes addresses of the family's; it goes after ten minutes, and once it was pressed. `done(answer)`: what the API says
 * is undone and what is not; `failed(problem, offers)`: `offers`, the button itself where pressing it again may do.
 */
export function undoButton(path, { acts, lines, at = Date.now() }, { text, done, failed, place = PLACE }) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: text,
  });
  const gone = setTimeout(() => button.remove(), at + WITHIN_MS - Date.now());
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      const slots = lines.map(({ child, service, date }) => ({ child, service, date }));
      const answer = await post(path("bookings", "undo"), { acts, slots });
      clearTimeout(gone);
      button.remove();
      if (keptUndo(path, place)?.acts.join() === acts.join()) sessionStorage.removeItem(place);
      done(answer);
    } catch (problem) {
      button.removeAttribute("aria-busy");
      failed(problem, FOR_GOOD.includes(problem.code) ? [] : [button]);
    }
  });
  return button;
}
