/** What went wrong: mails that came back or did not leave, alerts of the régie. Each is said, or that it could not be read. */
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { part } from "../base/parts.js";

const SOURCES = [
  {
    of: ["unreachable-addresses"],
    count: ({ addresses }) => addresses.length,
    says: ["adresse ne reçoit plus nos mails", "adresses ne reçoivent plus nos mails"],
  },
  {
    of: ["unsent-mails"],
    count: ({ mails }) => mails.length,
    says: ["mail n’est pas parti", "mails ne sont pas partis"],
  },
  {
    of: ["regie", "alerts"],
    count: ({ alerts }) => alerts.length,
    says: ["alerte de la régie à traiter", "alertes de la régie à traiter"],
  },
];

export async function showAlerts(section) {
  const rows = await Promise.all(SOURCES.map(rowOf));
  const shown = rows.filter(Boolean);
  section.querySelector("ul").replaceChildren(...shown);
  section.querySelector("ul").hidden = !shown.length;
  part(section, "none").hidden = shown.length > 0;
}

async function rowOf({ of, count, says }) {
  let text;
  try {
    const number = count(await get(await deskPath(...of)));
    if (!number) return null;
    text = `${number} ${says[number > 1 ? 1 : 0]}`;
  } catch (problem) {
    if (problem.status === 403) return null;
    text = `${says[1]} : cette liste n’a pas pu être lue.`;
  }
  const row = document.createElement("li");
  row.className = "today-alert";
  row.textContent = `⚠ ${text}`;
  return row;
}
