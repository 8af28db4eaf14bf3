/** What keeps a child safe, written in the place where it is read (safety-sheet.js): the whole sheet at once, because its parts are read together. */
import { deskScreen } from "../base/desk.js";
import { get } from "../base/api.js";
import { clone, part } from "../base/parts.js";
import { put } from "../base/writes.js";
import { field } from "./file-form.js";
import { onSubmit } from "./form.js";

const FETCH = [
  ["name", "Nom et prénom"],
  ["phone", "Téléphone", { type: "tel" }],
  ["tie", "Lien avec l’enfant"],
];
const KEPT_AWAY = [
  ["name", "Nom et prénom"],
  ["proof", "Décision : date, référence"],
  ["by_word", "Pas de décision : un parent le demande", { type: "checkbox" }],
];

/** Where the menus that one chooses from are named. */
function withNames(meals) {
  const link = document.createElement("a");
  Object.assign(link, { className: "target", href: deskScreen("menus"), textContent: "Noms des menus de la commune" });
  meals.append(link);
  return meals;
}

/** What one may refuse a parent, and what not. */
function withLaw(set) {
  const text =
    "Chaque parent peut venir chercher son enfant, sauf si une décision de justice l’en empêche. Pour une autre personne, la demande d’un parent suffit.";
  set.firstElementChild.after(
    Object.assign(document.createElement("p"), { className: "soft small", textContent: text }),
  );
  return set;
}

/** `shown(form)`: puts the form in the place of the sheet, and answers what closes it. `saved()`: once it is written. */
export async function changeSafety({ of, town, shown, saved }) {
  const address = await town("children", of.id, "safety");
  const choices = await get(await town("menu-names"));
  const sheet = of.safety;
  const form = clone("formulaire");
  const fields = part(form, "fields");
  const menus = [...new Set([...choices.names, sheet.diet].filter(Boolean))];
  const diet = field("diet", "Menu", { options: [["", "Habituel"], ...menus.map((one) => [one, one])] }, sheet.diet);
  const allergens = choices.allergens.map(({ code, name }) =>
    field(`allergen-${code}`, name, { type: "checkbox" }, sheet.allergens.includes(code)),
  );
  const pai = sheet.pai;
  const care = [
    field("pai", "A un PAI", { type: "checkbox" }, Boolean(pai)),
    field("first", "PAI depuis le", { type: "date" }, pai?.first),
    field("last", "PAI jusqu’au", { type: "date" }, pai?.last),
    field("basket_meal", "Apporte un panier-repas", { type: "checkbox" }, pai?.basket_meal),
    field("where_kept", "Où trouver le PAI et la trousse", {}, pai?.where_kept),
  ];
  const alone = [
    field("leaves_alone", "Peut rentrer sans adulte", { type: "checkbox" }, Boolean(sheet.leaves_alone)),
    field("after", "Pas avant", { type: "time" }, sheet.leaves_alone?.after?.slice(0, 5)),
  ];
  const health = healthFields(sheet.health ?? {});
  const may = people("may", FETCH, sheet.may_fetch);
  const mayNot = people("not", KEPT_AWAY, sheet.may_not_fetch);
  const title = Object.assign(document.createElement("h3"), {
    tabIndex: -1,
    textContent: `Modifier la fiche de sécurité de ${of.first_name} ${of.last_name}`,
  });
  fields.className = "stack";
  fields.append(
    title,
    withNames(group("Repas", [diet])),
    group("Allergies (les 14 du règlement européen)", allergens),
    group("PAI", care),
    group("Fiche sanitaire", health),
    group("Sortie", alone),
    group("Peuvent venir chercher l’enfant", may.boxes, may.more),
    withLaw(group("Ne peuvent pas venir chercher l’enfant", mayNot.boxes, mayNot.more)),
  );
  shown(form);
  onSubmit(
    form,
    async () => {
      const { pai: has, basket_meal, first, last, where_kept } = said(care);
      const { leaves_alone, after } = said(alone);
      await put(address, {
        version: sheet.version,
        diet: diet.value() ?? "",
        allergens: choices.allergens.filter((_, place_) => allergens[place_].value()).map(({ code }) => code),
        pai: has ? { first, last, basket_meal, where_kept: where_kept ?? "" } : null,
        leaves_alone: leaves_alone ? { after } : null,
        health: healthOf(health),
        may_fetch: may.values(),
        may_not_fetch: mayNot.values(),
      });
      await saved();
    },
    {
      rules: () =>
        care[0].value() && !care[1].value() ? [[form.elements.first, "Dites depuis quand court le PAI."]] : [],
    },
  );
  title.focus();
}

const said = (fields) => Object.fromEntries(fields.map(({ name, value }) => [name, value()]));

const ANSWERS = [
  ["", "Non renseigné"],
  ["yes", "Oui"],
  ["no", "Non"],
];
const WORDS = [
  ["doctor", "Médecin traitant"],
  ["doctor_phone", "Téléphone du médecin", { type: "tel" }],
  ["care", "Soins et recommandations"],
  ["aids", "Lunettes, appareils"],
];

/** What the family attests: copied from its paper, it says that the town copied it. */
function healthFields(health) {
  const answer = (name, label) => {
    const known = { true: "yes", false: "no" }[health[name]] ?? "";
    return field(name, label, { options: ANSWERS }, known);
  };
  return [
    answer("vaccinated", "Vaccins obligatoires à jour"),
    ...WORDS.map(([name, label, how]) => field(name, label, how ?? {}, health[name])),
    answer("emergency_care", "Soins d’urgence autorisés"),
  ];
}

function healthOf(fields) {
  const values = said(fields);
  for (const [name] of WORDS) values[name] ??= "";
  for (const name of ["vaccinated", "emergency_care"]) values[name] = { yes: true, no: false }[values[name]] ?? null;
  return values;
}

function group(title, fields, more) {
  const set = document.createElement("fieldset");
  const legend = Object.assign(document.createElement("legend"), { className: "legend", textContent: title });
  const list = Object.assign(document.createElement("div"), { className: "fields" });
  list.append(...fields.map(({ box }) => box));
  set.append(legend, list);
  if (more) set.append(more(list));
  return set;
}

/** Rows of persons: those that are there, an empty one, and a button for one more. A row without a name says nothing. */
function people(prefix, columns, known) {
  const rows = [];
  const row = (person) => {
    const made = columns.map(([name, label, how]) =>
      field(`${prefix}-${rows.length}-${name}`, label, how ?? {}, person?.[name]),
    );
    rows.push(made);
    // A person's fields stay together: the next one begins a line.
    const box = Object.assign(document.createElement("div"), { className: "fields" });
    box.append(...made.map((each) => each.box));
    return { box };
  };
  const boxes = [...known, null].map(row);
  const more = (list) => {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      textContent: "Ajouter une personne",
    });
    button.className = "button button-link";
    button.addEventListener("click", () => {
      const { box } = row(null);
      list.append(box);
      box.querySelector("input").focus();
    });
    return button;
  };
  const values = () =>
    rows
      .map((made) => Object.fromEntries(made.map(({ value }, place) => [columns[place][0], value() ?? ""])))
      .filter(({ name }) => name);
  return { boxes, more, values };
}
