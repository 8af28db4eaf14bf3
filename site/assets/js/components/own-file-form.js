/** What of the file a parent corrects: where the family is reached, or what keeps a child safe. It is asked of the town. */
import { clone, part } from "../base/parts.js";
import { onSubmit } from "./form.js";
import { proofMissing, quotientForm, quotientOf } from "./own-quotient-form.js";

let open;

/** Each form, what is sent of it, and what it asks for beyond what the browser knows. */
const FORMS = {
  place: [placeForm, placeOf],
  sheet: [sheetForm, sheetOf],
  health: [healthForm, healthOf],
  names: [namesForm, namesOf],
  identity: [identityForm, identityOf],
  quotient: [quotientForm, quotientOf, proofMissing],
};

/** `shown`: the card of the section, whose facts the form stands in for. `button` opened it. `send(corrected)` asks the town. */
export function correctFile(shown, section, what, button, file, send) {
  open?.();
  const [formOf, valuesOf, rules = () => []] = FORMS[what];
  const form = formOf(section[what], file);
  const facts = part(shown, "facts");
  const buttons = part(shown, "correct");
  const close = () => {
    form.remove();
    facts.hidden = buttons.hidden = false;
    open = undefined;
  };
  open = close;
  facts.hidden = buttons.hidden = true;
  shown.append(form);
  form.querySelector("[data-cancel]").addEventListener("click", () => {
    close();
    button.focus();
  });
  const ask = async () => {
    if (what === "health" && sayMissing(form)) return;
    await send({ [what]: await valuesOf(form), ...(section.child && { child: section.child }) });
  };
  onSubmit(form, ask, { rules: () => rules(form) });
  form.querySelector("input").focus();
}

const PLACE = ["phone", "line1", "line2", "postcode", "city"];

function placeForm(place) {
  const form = clone("place");
  for (const name of PLACE) form.elements[name].value = place[name];
  return form;
}

function placeOf(form) {
  return textsOf(form, PLACE);
}

const textsOf = (form, names) => Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));

function sheetForm({ allergens, diet, pai, may_fetch: people }, file) {
  const form = clone("sheet");
  form.querySelector(".choices").append(
    ...file.allergens.map(({ code, name }) => {
      const choice = clone("allergen");
      choice.append(name);
      choice.firstElementChild.value = code;
      choice.firstElementChild.checked = allergens.includes(code);
      return choice;
    }),
  );
  // A menu that the town gave up stays where it was.
  const menus = new Set([...file.menus, diet].filter(Boolean));
  form.elements.diet.append(...[...menus].map((name) => new Option(name, name)));
  form.elements.diet.value = diet;
  form.elements.pai.value = pai ? "yes" : "no";
  const list = part(form, "people");
  list.append(...people.map(personOf));
  form.querySelector("[data-add]").addEventListener("click", () => {
    const person = personOf({});
    list.append(person);
    person.querySelector("input").focus();
  });
  return form;
}

let count = 0;

function personOf({ name = "", tie = "", phone = "" }) {
  const shown = clone("person");
  const texts = [name, tie, phone];
  shown.querySelectorAll("input").forEach((input, place) => (input.value = texts[place]));
  const [first] = shown.querySelectorAll("input");
  count += 1;
  first.id = `person-${count}`;
  shown.querySelector(".error").id = `${first.id}-error`;
  first.setAttribute("aria-describedby", `${first.id}-error`);
  const remove = shown.querySelector("button");
  if (name) remove.setAttribute("aria-label", `Retirer, ${name}`);
  remove.addEventListener("click", () => {
    const add = shown.closest("fieldset").querySelector("[data-add]");
    shown.remove();
    add.focus();
  });
  return shown;
}

function sheetOf(form) {
  const people = [...part(form, "people").children].map((person) =>
    [...person.querySelectorAll("input")].map(({ value }) => value.trim()),
  );
  return {
    allergens: [...form.querySelectorAll("[name=allergens]:checked")].map(({ value }) => value),
    diet: form.elements.diet.value,
    pai: form.elements.pai.value === "yes",
    may_fetch: people.map(([name, tie, phone]) => ({ name, tie, phone })),
  };
}

const HEALTH = ["doctor", "doctor_phone", "care", "aids"];
const ANSWERS = ["vaccinated", "emergency_care"];

function healthForm(health) {
  const form = clone("health");
  for (const name of HEALTH) form.elements[name].value = health[name];
  for (const name of ANSWERS) form.elements[name].value = { true: "yes", false: "no" }[health[name]] ?? "";
  return form;
}

function healthOf(form) {
  const answers = ANSWERS.map((name) => [name, { yes: true, no: false }[form.elements[name].value] ?? null]);
  return { ...textsOf(form, HEALTH), ...Object.fromEntries(answers) };
}

/** What every sheet answers, by the field that asks it. */
const ASKED = { vaccinated: "les vaccins", doctor: "le médecin traitant", emergency_care: "les soins d’urgence" };

/** Said once before it is sent, at the fields too: an incomplete sheet may be sent, knowingly. Answers whether something was said. */
function sayMissing(form) {
  const warning = part(form, "missing");
  const missing = Object.keys(ASKED).filter((name) => !form.elements[name].value.trim());
  if (!missing.length || !warning.hidden) return false;
  const names = missing
    .map((name) => ASKED[name])
    .join(", ")
    .replace(/, ([^,]*)$/, " et $1");
  warning.textContent = `Il manque : ${names}. Vous pouvez envoyer, mais la fiche restera à compléter.`;
  warning.hidden = false;
  form.querySelector("[type=submit]").textContent = "Envoyer quand même";
  for (const name of missing) {
    const place = form.querySelector(`#${name}-error`);
    place.textContent = `Il manque : ${ASKED[name]}.`;
    place.hidden = false;
  }
  form.querySelector(`[name=${missing[0]}]`).focus();
  return true;
}

const NAMES = ["last_name", "first_name"];

function namesForm({ name, guardians }) {
  const form = clone("names");
  form.elements.name.value = name;
  part(form, "people").append(
    ...guardians.map((one, place) => {
      const shown = clone("guardian");
      shown.querySelectorAll("input").forEach((input, at) => {
        input.value = one[NAMES[at]];
        input.name = input.id = `${NAMES[at]}-${place}`;
        const error = input.closest(".field").querySelector(".error");
        error.id = `${input.id}-error`;
        input.setAttribute("aria-describedby", error.id);
      });
      return shown;
    }),
  );
  return form;
}

function namesOf(form) {
  const guardians = [...part(form, "people").children].map((shown) =>
    Object.fromEntries([...shown.querySelectorAll("input")].map(({ value }, at) => [NAMES[at], value.trim()])),
  );
  return { name: form.elements.name.value.trim(), guardians };
}

const IDENTITY = [...NAMES, "birth_date"];

function identityForm(identity) {
  const form = clone("identity");
  for (const name of IDENTITY) form.elements[name].value = identity[name];
  return form;
}

function identityOf(form) {
  return textsOf(form, IDENTITY);
}
