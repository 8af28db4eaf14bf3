/**
 * What went wrong: mails that came back or did not leave, alerts of the régie. Each is said and leads to the family that it is about, or
 * that it could not be read is said.
 */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { part } from "../base/parts.js";

/** The oldest: a town whose mails all came back has another thing to do than to read them one by one. */
const SHOWN = 10;

const SOURCES = [
  {
    of: ["unreachable-addresses"],
    of_each: ({ addresses }) =>
      addresses.map(({ family, family_name: name, email, sentence }) => ({
        family,
        title: `Famille ${name}, ${email}`,
        sentence,
      })),
    says: ["adresse ne reçoit plus nos e-mails", "adresses ne reçoivent plus nos e-mails"],
  },
  {
    of: ["unsent-mails"],
    of_each: ({ mails }) => mails.map(({ family, label, sentence }) => ({ family, title: label, sentence })),
    says: ["e-mail n’est pas parti", "e-mails ne sont pas partis"],
  },
  {
    of: ["regie", "alerts"],
    of_each: ({ alerts }) => alerts.map(({ family, title, sentence }) => ({ family, title, sentence })),
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

async function rowOf({ of, of_each: ofEach, says }) {
  let text;
  let found = [];
  try {
    found = ofEach(await get(await deskPath(...of)));
    if (!found.length) return null;
    text = `${found.length} ${says[found.length > 1 ? 1 : 0]}`;
  } catch (problem) {
    if (problem.status === 403) return null;
    text = `${says[1]} : cette liste n’a pas pu être lue.`;
  }
  const row = document.createElement("li");
  row.className = "today-alert";
  row.textContent = `⚠ ${text}`;
  if (found.length) row.append(...found.slice(0, SHOWN).map(oneOf));
  return row;
}

function oneOf({ family, title, sentence }) {
  const line = document.createElement("p");
  line.className = "small";
  const name = document.createElement(family ? "a" : "span");
  if (family) name.href = deskScreen("famille", { id: family });
  name.textContent = title;
  line.append(name, ` ${sentence}`);
  return line;
}
