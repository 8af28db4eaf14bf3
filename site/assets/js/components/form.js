/**
 * Forms: what is missing is said at the field and above the form, and the first field to correct gets the focus.
 * The form carries `novalidate` and begins with an error summary (components/error-summary.html).
 */

const PROBLEMS = [
  [
    "valueMissing",
    (label, control) => control.closest("[data-missing]")?.dataset.missing ?? `Remplissez « ${label} ».`,
  ],
  ["typeMismatch", () => "Écrivez une adresse e-mail complète, comme nom@exemple.fr."],
  ["tooShort", (_, control) => `Choisissez au moins ${control.minLength} caractères.`],
  ["patternMismatch", (_, control) => control.title],
  ["badInput", (label) => `« ${label} » n’est pas écrit en entier, ou n’existe pas.`],
  ["rangeUnderflow", tooFar],
  ["rangeOverflow", tooFar],
  ["stepMismatch", (label) => `« ${label} » : un nombre entier.`],
];

/** A day is bounded by today alone. */
function tooFar(label, { type, min, max }) {
  if (type === "date") return "Choisissez aujourd’hui, ou un jour à venir.";
  return max ? `« ${label} » : un nombre de ${min || 0} à ${max}.` : `« ${label} » : au moins ${min}.`;
}

/** What is wrong with the first field that is; empty where none is. For a form of one line, which says it in a place of its own. */
export function firstWrong(form) {
  for (const control of controls(form)) {
    const sentence = wrong(control);
    if (!sentence) continue;
    control.focus();
    return sentence;
  }
  return "";
}

/**
 * Send the form once at a time. `send(FormData)` throws a Problem (base/problem.js) to refuse it, which `refused(problem)` shows.
 * `part()` is what must be filled in; `rules()` is asked once it is, for what the browser cannot know: `[[control, sentence]]`.
 */
export function onSubmit(
  form,
  send,
  { part = () => form, rules = () => [], refused = (problem) => refuse(form, problem) } = {},
) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("[type=submit]");
    if (button.getAttribute("aria-busy") || !isFilled(form, part(), rules)) return;
    button.setAttribute("aria-busy", "true");
    try {
      await send(new FormData(form));
    } catch (problem) {
      refused(problem);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

/** Whether the controls of `part` are in order; if not, say what is not. */
function isFilled(form, part, rules) {
  clear(form);
  const native = controls(part)
    .map((control) => [control, wrong(control)])
    .filter(([, sentence]) => sentence);
  const errors = native.length ? native : rules();
  if (errors.length) show(form, errors);
  return !errors.length;
}

/** Show a refusal of the server: at its field when the form has it, else above the form. */
export function refuse(form, problem, control = problem.field && form.elements[problem.field]) {
  clear(form);
  if (control && !control.disabled) show(form, [[control, problem.message]]);
  else
    tell(
      form,
      problem.title ?? "Un problème est survenu",
      problem.title ? problem.message : "Réessayez dans un instant.",
    );
}

/** Say something above the form, with the focus on it. */
function tell(form, title, text, errors = []) {
  const summary = form.querySelector("[data-errors]");
  const [heading, sentence, list] = summary.children;
  heading.textContent = title;
  sentence.textContent = text;
  sentence.hidden = !text;
  list.replaceChildren(...errors.map(([control, told]) => entry(control, told)));
  list.hidden = !errors.length;
  summary.hidden = false;
  if (!errors.length) summary.focus();
}

function clear(form) {
  form.querySelector("[data-errors]").hidden = true;
  for (const told of form.querySelectorAll(".error")) told.hidden = true;
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
}

function show(form, errors) {
  const count = errors.length;
  tell(form, count === 1 ? "Un champ est à corriger" : `${count} champs sont à corriger`, "", errors);
  for (const [control, sentence] of errors) {
    const { type, name, id } = first(control);
    const place = document.getElementById(`${type === "radio" ? name : id}-error`);
    place.textContent = sentence;
    place.hidden = false;
    for (const one of group(control)) one.setAttribute("aria-invalid", "true");
  }
  first(errors[0][0]).focus();
}

function entry(control, sentence) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = "#";
  link.textContent = sentence;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    first(control).focus();
  });
  item.append(link);
  return item;
}

/** One of each group of radio buttons. */
function controls(part) {
  const all = [...part.querySelectorAll("input, select, textarea")].filter((control) => control.willValidate);
  return all.filter((control) => control.type !== "radio" || control === group(control)[0]);
}

function wrong(control) {
  const { validity } = control;
  const isShort = control.minLength > 0 && control.value && control.value.length < control.minLength;
  const isBlank = control.required && control.type !== "radio" && !control.value.trim();
  const found = PROBLEMS.find(
    ([name]) => validity[name] || (name === "valueMissing" && isBlank) || (name === "tooShort" && isShort),
  );
  return found ? found[1](labelOf(control), control) : "";
}

function labelOf(control) {
  const label = control.type === "radio" ? control.closest("fieldset").querySelector("legend") : control.labels[0];
  return label.firstChild.textContent.trim();
}

/** `form.elements.civility` is a list where it names radio buttons. */
const first = (control) => (control instanceof RadioNodeList ? control[0] : control);

const group = (control) =>
  first(control).type === "radio"
    ? [...first(control).form.querySelectorAll(`[name="${first(control).name}"]`)]
    : [control];
