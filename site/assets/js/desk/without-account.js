/**
 * Who has no account, by name: all of the families where nobody has one, and apart the second parents of the others. The town is gone through
 * a page of families at a time, as things are now.
 */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";

const byId = (id) => document.getElementById(id);
const status = byId("sans-compte-phrase");
let reading = false;

/** Read once for each time that it is opened. */
export async function showWithoutAccount() {
  if (reading) return;
  reading = true;
  const [alone, second] = [[], []];
  let after = null;
  let looked = 0;
  try {
    do {
      const page = await get(await deskPath("invitations"), after ? { after } : {});
      for (const people of families(page.people)) {
        const isOpen = people.some(({ state }) => state === "active");
        (isOpen ? second : alone).push(...people.filter(({ state }) => state !== "active"));
        looked += 1;
      }
      status.textContent = `${looked} familles regardées…`;
      after = page.next;
    } while (after);
    list("sans-compte", alone);
    list("seconds", second);
    status.textContent = told(alone, second);
  } catch (problem) {
    status.textContent = problem.message;
  } finally {
    reading = false;
  }
}

/** The people of each, in the order of the page. */
function families(people) {
  const found = new Map();
  for (const one of people) found.set(one.family, [...(found.get(one.family) ?? []), one]);
  return found.values();
}

const told = ({ length: alone }, { length: second }) =>
  [
    alone
      ? `${alone} ${alone > 1 ? "personnes" : "personne"} dans des familles sans compte`
      : "Aucune famille n’est sans compte",
    second && ` ; et ${second} ${second > 1 ? "seconds parents" : "second parent"} dont le foyer a déjà un compte`,
    ".",
  ]
    .filter(Boolean)
    .join("");

function list(id, people) {
  byId(id).replaceChildren(...people.map(rowOf));
  byId(`${id}-titre`).hidden = byId(id).hidden = !people.length;
}

function rowOf({ family, family_name: name, first_name: first, last_name: last, email, label, mail_alert: alert }) {
  const row = fill(clone("sans-compte-ligne"), {
    who: `${first} ${last}`,
    family: `Famille ${name}`,
    what: [email ?? "pas d’adresse e-mail", email && label, alert].filter(Boolean).join(" · "),
  });
  part(row, "family").href = deskScreen("famille", { id: family });
  return row;
}
