/**
 * What went wrong: addresses that receive nothing, mails that did not leave, alerts of the régie. Each names the family, leads to it, and is
 * settled where it is read: what is done leaves the list. A list that could not be read is said.
 */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { whileBusy } from "../base/busy.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";

/** The oldest: a town whose mails all came back has another thing to do than to read them one by one. */
const SHOWN = 10;
/** Up to as many are read without being asked for. */
const OPEN = 3;

const whoOf = (family, name, email) => [family && name && `Famille ${name}`, email].filter(Boolean);

const SOURCES = [
  {
    of: ["unreachable-addresses"],
    of_each: ({ addresses }) =>
      addresses.map(({ family, family_name: name, phone, address, email, new_email: next, sentence }) => ({
        family,
        phone,
        sentence,
        who: whoOf(family, name, email),
        // Another one takes its place once it is confirmed: trying this one again would only hide the line.
        acts: next
          ? []
          : [
              [
                "Réessayer cette adresse",
                ["unreachable-addresses", family, address],
                "try_again",
                `Le prochain message partira de nouveau à ${email}. S’il revient, l’adresse reviendra ici.`,
              ],
            ],
      })),
    says: ["adresse ne reçoit plus nos e-mails", "adresses ne reçoivent plus nos e-mails"],
  },
  {
    of: ["unsent-mails"],
    of_each: ({ mails }) =>
      mails.map(({ id, family, family_name: name, phone, email, label, when, sentence }) => ({
        family,
        phone,
        sentence,
        who: whoOf(family, name, email),
        what: [label, when].filter(Boolean).join(", "),
        acts: [
          ["Renvoyer", ["unsent-mails", id], "send_again"],
          ["C’est fait autrement", ["unsent-mails", id], "set_aside"],
        ],
      })),
    says: ["e-mail n’est pas parti", "e-mails ne sont pas partis"],
  },
  {
    of: ["regie", "alerts"],
    of_each: ({ alerts }) =>
      alerts.map(({ family, title, sentence }) => ({ family, who: [title], sentence, acts: [] })),
    says: ["alerte de la régie à traiter", "alertes de la régie à traiter"],
  },
];

/** `mayAct`: the secretary settles them; others read. */
export async function showAlerts(section, { mayAct }) {
  const rows = (await Promise.all(SOURCES.map(readOne))).filter(Boolean);
  const wasHidden = section.hidden;
  section.hidden = !rows.length;
  fill(section, { title: rows.map(({ text }) => text).join(", ") });
  const settled = () => showAlerts(section, { mayAct });
  const list = rows.flatMap(({ text, found }) => groupOf(text, found, rows.length > 1, mayAct && settled));
  section.querySelector("ul").replaceChildren(...list);
  const shown = rows.reduce((sum, { found }) => sum + found.length, 0);
  if (wasHidden) section.querySelector("details").open = shown <= OPEN;
}

async function readOne({ of, of_each: ofEach, says }) {
  try {
    const found = ofEach(await get(await deskPath(...of)));
    return found.length ? { found, text: `${found.length} ${says[found.length > 1 ? 1 : 0]}` } : null;
  } catch (problem) {
    if (problem.status === 403) return null;
    return { found: [], text: `${says[1]} : cette liste n’a pas pu être lue` };
  }
}

function groupOf(text, found, isNamed, settled) {
  const rows = found.slice(0, SHOWN).map((one) => oneOf(one, settled));
  if (isNamed) rows.unshift(Object.assign(document.createElement("li"), { className: "soft", textContent: text }));
  return rows;
}

function oneOf(
  { family, who: [name = "Message de la commune", email = ""], what = "", phone = "", sentence, acts },
  settled,
) {
  const row = fill(clone("today-alert"), { name, email, what, sentence, phone });
  if (family) part(row, "name").href = deskScreen("famille", { id: family });
  part(row, "phone").hidden = !phone;
  part(row, "phone").href = `tel:${phone.split("/")[0].replace(/[^+\d]/g, "")}`;
  if (settled) part(row, "acts").append(...acts.map((act) => buttonOf(act, name, settled)));
  return row;
}

const section = () => document.getElementById("alertes");

function buttonOf([label, path, act, said = `${label} : c’est noté.`], name, settled) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  button.className = "button button-quiet";
  button.setAttribute("aria-label", `${label} : ${name}`);
  button.addEventListener("click", () =>
    whileBusy(button, async () => {
      try {
        await post(await deskPath(...path), { act });
        await settled();
        document.getElementById(section().hidden ? "jour" : "alertes-titre").focus();
        announce(said);
      } catch (problem) {
        announce(problem.message);
        if (problem.status === 404) await settled();
      }
    }),
  );
  return button;
}
