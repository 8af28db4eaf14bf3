/** The list on paper: what was printed is remembered, and what changed since is said. */
import { changesSince, printOf } from "../attendance/changes.js";
import { saidHour } from "../base/days-and-hours.js";

export async function keepPrint(device, list) {
  if (list) await device.putList({ ...list, printed: printOf(list, device.now.hour) });
}

/** « 3 changements depuis votre impression de 11 h 02 : … » */
export function showChanges(place, list) {
  const changes = list ? changesSince(list.printed, list) : [];
  place.hidden = !changes.length;
  const many = changes.length > 1 ? `${changes.length} changements` : "1 changement";
  const said = changes.length
    ? `${many} depuis votre impression de ${saidHour(list.printed.hour)} : ${changes.join(" ; ")}.`
    : "";
  if (place.textContent !== said) place.textContent = said;
}
