/** The form of *Vue Agenda*: its choices, what is missing, one click. */
import { weekdayOf, weekNumber } from "../planning/days.js";
import { clone, fill } from "../base/parts.js";
import { capital, weekdayName } from "../planning/words.js";
import { rangeEnds } from "./range-ends.js";

const MISSING = {
  children: "Choisissez au moins un enfant.",
  services: "Choisissez au moins un service.",
  start: "Indiquez une date de début.",
  end: "Indiquez une date de fin, qui ne vienne pas avant celle du début.",
  weekdays: "Choisissez au moins un jour.",
};

/** `screen`: as planning-screen.js answers it. Answers `{asked(), show()}`, `asked` being the choices. */
export function rangeForm(form, store, screen) {
  const refused = (problem) => {
    if (problem.field in MISSING) showErrors(form, { [problem.field]: problem.message });
    else screen.failed(problem);
  };
  const submit = form.querySelector("[type=submit]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true" || !complete(form)) return;
    submit.setAttribute("aria-busy", true);
    try {
      const { fillRange } = await import("./week-patterns.js");
      await fillRange(store, { ...screen, failed: refused }, asked(form));
    } catch {
      screen.failed({ title: "Aucune date n’a été ajoutée", message: "La connexion est coupée : réessayez." });
    } finally {
      submit.removeAttribute("aria-busy");
    }
  });
  for (const input of form.querySelectorAll("[name=weekdays], [name=weeks][value=all]")) input.checked = true;
  form.addEventListener("change", ({ target }) => target.name in MISSING && showErrors(form, { [target.name]: null }));
  rangeEnds(form, store, (error) => showErrors(form, { end: error }));
  // Sent before anything heard it, it would leave the screen.
  form.hidden = false;
  return {
    asked: () => asked(form),
    show() {
      const { children, services, cells, today, start, next_week: open } = store.planning;
      addChoices(
        form,
        "children",
        children.map(({ id, first_name }) => [id, first_name]),
        true,
      );
      addChoices(
        form,
        "services",
        services.map(({ code, name }) => [code, name]),
        services.length === 1,
      );
      const weekend = [...new Set(cells.map(({ date }) => date))].filter((date) => weekdayOf(date) > 5);
      addChoices(
        form,
        "weekdays",
        weekend.map((date) => [weekdayOf(date), capital(weekdayName(date))]),
        false,
      );
      // Of the present month alone: what opens after another one says nothing of today.
      form.elements.start.value ||= open > today && start <= today ? open : today;
      form.elements.start.min = today;
      const parity = weekNumber(today) % 2 ? "impaire" : "paire";
      document.getElementById("weeks-hint").textContent = `Nous sommes en semaine ${weekNumber(today)}, ${parity}.`;
      submit.disabled = store.readOnly;
    },
  };
}

/** Choices that are not there yet: another month may bring another service. */
function addChoices(form, name, options, checked) {
  const holder = document.getElementById(`${name}-error`).previousElementSibling;
  const known = new Set([...form.querySelectorAll(`[name=${name}]`)].map(({ value }) => value));
  for (const [value, label] of options) {
    if (known.has(String(value))) continue;
    known.add(String(value));
    const choice = fill(clone("range-choice"), { name: label });
    Object.assign(choice.querySelector("input"), { name, value, checked });
    holder.append(choice);
  }
}

/** The body of the API. */
function asked(form) {
  const data = new FormData(form);
  return {
    children: data.getAll("children"),
    services: data.getAll("services"),
    start: data.get("start"),
    end: data.get("end"),
    weekdays: data.getAll("weekdays").map(Number),
    weeks: data.get("weeks"),
  };
}

function complete(form) {
  const range = asked(form);
  const errors = {};
  for (const name of Object.keys(MISSING)) errors[name] = range[name].length ? null : MISSING[name];
  if (range.end < range.start) errors.end = MISSING.end;
  showErrors(form, errors);
  const wrong = form.querySelector("[aria-invalid=true]");
  wrong?.focus();
  return !wrong;
}

/** Show these errors by the name of their field; null: none. */
function showErrors(form, errors) {
  for (const [name, error] of Object.entries(errors)) {
    const text = document.getElementById(`${name}-error`);
    text.textContent = error ?? "";
    text.hidden = !error;
    for (const input of form.querySelectorAll(`[name=${name}]`)) input.setAttribute("aria-invalid", Boolean(error));
  }
}
