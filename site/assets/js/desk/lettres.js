/** Letters to print: made when they are asked for, shown as they will be on paper, and kept nowhere. */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { drawing } from "../base/drawing.js";
import { dayInFull } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { named } from "../base/paths.js";
import { post } from "../base/writes.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const family = named("famille");
const prepare = byId("preparer");
const CIVILITIES = { madame: "Madame", monsieur: "Monsieur" };

/** « 01 99 00 12 34. Ouvert du lundi au vendredi. »: the town writes its hours as a sentence, with or without its full stop. */
const reached = ({ phone, opening_hours: hours }) =>
  [phone, hours]
    .filter(Boolean)
    .map((said) => `${said.replace(/\.+$/, "")}.`)
    .join(" ");

const lines = (...all) => all.flat().filter(Boolean).join("\n");

function letterOf({ civility, name, address, code, page, picture }, { town, until }) {
  const letter = fill(clone("lettre"), {
    town: lines(town.name, town.service, town.address),
    to: lines(`${CIVILITIES[civility]} ${name}`, address),
    hello: `${CIVILITIES[civility]},`,
    why: `${town.name} a ouvert un portail où vous réservez la cantine et la garderie, et lisez vos factures. Nous n’avons pas votre adresse e-mail : donnez-la ainsi, en deux minutes.`,
    page: page.replace(/^https?:\/\//, ""),
    code,
    until: `Ce code sert jusqu’au ${dayInFull(until.slice(0, 10))}.`,
    help: `Sans adresse e-mail, ou pour toute question : ${reached(town)}`,
  });
  part(letter, "picture").src = drawing(picture);
  return letter;
}

async function make() {
  prepare.setAttribute("aria-busy", "true");
  const letters = [];
  const names = [];
  try {
    let after = null;
    do {
      const body = { act: "print", ...(family && { family }), ...(after && { after }) };
      const page = await post(await deskPath("invitations", "letters"), body);
      names.push(...page.letters.map(({ civility, name }) => `${CIVILITIES[civility]} ${name}`));
      letters.push(...page.letters.map((letter) => letterOf(letter, page)));
      after = page.next;
    } while (after);
    hideTrouble();
    byId("lettres").replaceChildren(...letters);
    byId("compte").textContent = told(names);
    prepare.hidden = letters.length > 0;
    byId("imprimer").hidden = !letters.length;
    if (letters.length) byId("imprimer").focus();
  } catch (problem) {
    showTrouble(problem, make);
  } finally {
    prepare.removeAttribute("aria-busy");
  }
}

/** For whom: one sees without a print that it is the right family. */
const told = (names) => {
  const count = names.length;
  if (!count) return "Personne n’a besoin de lettre : la mairie connaît une adresse e-mail pour chacun.";
  if (count === 1) return `La lettre pour ${names[0]} est prête.`;
  return `${count} lettres sont prêtes, une par feuille : ${names.join(", ")}.`;
};

/** One family is asked for, or is the only one: its letter is one. What could not be counted is said as many. */
async function countThem() {
  const isOne = family || (await get(await deskPath("invitations", "counts"))).without_address === 1;
  if (isOne) prepare.textContent = "Préparer la lettre";
}

countThem().catch(() => {});
prepare.addEventListener("click", make);
byId("imprimer").addEventListener("click", () => print());
byId("retour").href = deskScreen("familles");
