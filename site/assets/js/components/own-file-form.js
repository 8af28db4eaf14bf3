/** What of the file a parent corrects: where the family is reached, or what keeps a child safe. It is asked of the town. */
import { clone, part } from "../base/parts.js";
import { onSubmit } from "./form.js";

let open;

/** `shown`: the card of the section, whose facts the form stands in for. `send(corrected)` asks the town. */
export function correctFile(shown, section, file, send) {
  open?.();
  const form = section.place ? placeForm(section.place) : sheetForm(section.sheet, file);
  const facts = part(shown, "facts");
  const button = part(shown, "correct");
  const close = () => {
    form.remove();
    facts.hidden = button.hidden = false;
    open = undefined;
  };
  open = close;
  facts.hidden = button.hidden = true;
  shown.append(form);
  form.querySelector("[data-cancel]").addEventListener("click", () => {
    close();
    button.focus();
  });
  onSubmit(form, () => send(section.place ? { place: placeOf(form) } : { child: section.child, sheet: sheetOf(form) }));
  form.querySelector("input").focus();
}

const PLACE = ["phone", "line1", "line2", "postcode", "city"];

function placeForm(place) {
  const form = clone("place");
  for (const name of PLACE) form.elements[name].value = place[name];
  return form;
}

const placeOf = (form) => Object.fromEntries(PLACE.map((name) => [name, form.elements[name].value.trim()]));

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
