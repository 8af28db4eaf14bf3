/** What the bar below says of the server: whether it has all that was tapped. */
import { many } from "./attendance-view.js";
import { saidHour } from "../base/days-and-hours.js";

const ALL_SENT = "tout est envoyé";

/** « tout est envoyé », « 5 pointages en attente », and why. `since`: the hour from which the network was not met. */
function sentSaid({ waiting, since, lasts, lost, others, refused }) {
  if (lost) return "Vous n’avez plus accès à cette liste." + (waiting ? " " + keptSaid(waiting) : "");
  const said = [];
  if (since) said.push(`hors réseau depuis ${saidHour(since)}`);
  if (waiting) said.push(many(waiting, "pointage") + " en attente" + (since && lasts ? ", rien n’est perdu" : ""));
  else if (!since) said.push(ALL_SENT);
  if (refused) said.push(`${many(refused, "pointage")} ${refused > 1 ? "refusés" : "refusé"}`);
  if (others) said.push(`${many(others, "pointage")} d’un autre agent à envoyer`);
  return said.join(" : ");
}

const keptSaid = (number) =>
  (number > 1 ? `${number} pointages sont gardés` : "Un pointage est gardé") +
  " sur cet appareil : ils partiront si la mairie vous rend l’accès.";

export const nothingKeptSaid =
  "Ce navigateur ne garde rien sur l’appareil (navigation privée, ou navigateur ancien) : vos pointages partent tant qu’il y a du réseau. Gardez cette page ouverte jusqu’à lire « tout est envoyé ».";

/** `rows`: of the list that is open. */
export function showSent(place, { device, since }, rows) {
  const sent = {
    waiting: device.waiting().length,
    others: device.waiting({ ofOthers: true }).length,
    refused: rows.reduce((number, row) => number + row.refused.length, 0),
    since,
    lasts: device.kept.lasts && !device.saving.size,
    lost: device.lost,
  };
  const said = sentSaid(sent);
  if (place.textContent !== said) place.textContent = said;
  place.classList.toggle("attend-behind", said !== ALL_SENT);
}
