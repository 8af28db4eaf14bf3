/** Of an absence, the days on which the child comes after all: the others stay declared. templates/components/absence-list.html */
import { pathOf } from "../base/address.js";
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { part } from "../base/parts.js";
import { post } from "../base/writes.js";

const SAID = "C’est noté : votre enfant est attendu ces jours-là.";

/** `again(known)`: show the absences as they are now; it answers the card of this one, if any of it is left. */
export function chooseDays(card, absence, again) {
  const fold = part(card, "coming");
  const form = fold.querySelector("form");
  const coming = absence.days.filter(({ can_withdraw: can }) => can);
  part(form, "coming-days").replaceChildren(...coming.map(choiceOf));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const chosen = new FormData(form).getAll("day").map((place) => coming[place]);
    if (!chosen.length) return tell(fold, "Choisissez un jour.");
    try {
      const days = chosen.map(({ date, service }) => ({ day: date, service }));
      await post(await pathOf("absences", absence.id, "days-coming"), { days });
      const left = again(await get(await pathOf("absences")));
      (left?.querySelector("h3") ?? document.getElementById("absences-title")).focus();
      announce(SAID);
    } catch ({ message }) {
      tell(fold, message);
    }
  };
  tell(fold, "");
  // A form that nothing hears yet would be sent by the browser itself.
  form.hidden = false;
}

function choiceOf({ day, service_name: service }, place) {
  const label = Object.assign(document.createElement("label"), { className: "choice" });
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "day", value: place });
  label.append(box, `${day}, ${service}`);
  return label;
}

function tell(fold, text) {
  part(fold, "coming-error").textContent = text;
  part(fold, "coming-error").hidden = !text;
}
