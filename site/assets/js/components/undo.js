/** *Annuler cette validation*, *Remettre comme avant*: for ten minutes what was just validated or declared is undone, under the rules of then. */
import { announce } from "../base/announce.js";
import { whileBusy } from "../base/busy.js";
import { post } from "../base/writes.js";

export const WITHIN_S = 600;
/** Refusals after which pressing again leads nowhere. */
const FOR_GOOD = ["undo_too_late", "not_found"];

/** What came of taking back a period of absence, in French: the API's answer. */
export function undoneWords({ accepted, refused, absences = 0 }) {
  const said = [
    accepted.length > 1 && `${accepted.length} réservations remises.`,
    accepted.length === 1 && "1 réservation remise.",
    absences > 1 && `${absences} absences retirées.`,
    absences === 1 && "1 absence retirée.",
    refused.length > 1 && `${refused.length} n’ont pas pu l’être.`,
    // Each reason once: a whole week of them says the same of each day.
    ...new Set(refused.map(({ sentence }) => sentence)),
  ];
  return said.filter(Boolean).join(" ") || "Il n’y a plus rien à remettre.";
}

/** What taking back a period (components/period.js) is about. */
export const undoable = (lines) =>
  slotsOf(lines.filter(({ fate }) => !["gone", "came", "too_far", "busy"].includes(fate)));

export const slotsOf = (lines) => lines.map(({ child, service, date }) => ({ child, service, date }));

/**
 * "jusqu’à 23 h 08", on the device's own clock: it is what whoever reads it looks at. `now`: milliseconds. Not by base/days-and-hours.js: what a
 * late file asks of the first ones weighs on the first view.
 */
export function untilWords(seconds, now = Date.now()) {
  const at = new Date(now + seconds * 1000);
  const minutes = `${at.getMinutes()}`.padStart(2, "0");
  return `jusqu’à ${at.getHours()}\u00a0h${minutes === "00" ? "" : `\u00a0${minutes}`}`;
}

/**
 * A button that says until when it undoes `acts`, which were about `slots`; `path`: makes addresses of the family's. It goes after `seconds`, and once it was
 * pressed. `done(answer)`: what the API says is undone and what is not; `failed(problem, offers)`: `offers`, the button itself where pressing it
 * again may do.
 */
export function undoButton(path, { acts, slots, seconds = WITHIN_S }, { text, done, failed }) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: `${text} (${untilWords(seconds)})`,
  });
  const gone = setTimeout(() => button.remove(), seconds * 1000);
  const undone = (answer) => {
    clearTimeout(gone);
    button.remove();
    done(answer);
  };
  const refused = (problem) => failed(problem, FOR_GOOD.includes(problem.code) ? [] : [button]);
  button.addEventListener("click", () =>
    whileBusy(button, () => post(path("bookings", "undo"), { acts, slots }).then(undone, refused)),
  );
  return button;
}

/**
 * A paragraph: what either parent declared some minutes ago, as the API says it, and the button that takes it back. `again`: read the
 * screen again.
 */
export function takeBack(path, offered, again) {
  const said = Object.assign(document.createElement("p"), { className: "take-back" });
  const button = undoButton(path, offered, {
    text: "Remettre comme avant",
    done(answer) {
      announce(undoneWords(answer));
      again();
    },
    failed: ({ message }) => announce(message),
  });
  const words = Object.assign(document.createElement("span"), { textContent: offered.sentence });
  said.append(words, button);
  setTimeout(() => said.remove(), offered.seconds * 1000);
  return said;
}
