/**
 * Changing a part of a family's file in its place: templates/pages/mairie/famille.html. One form at a time; Escape gives back what was there.
 * What somebody else wrote meanwhile is shown with both values, and who asks chooses.
 */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { dayInFull } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { post, put, send } from "../base/writes.js";
import { onSubmit, refuse } from "./form.js";
import { offerClasses } from "./known-classes.js";
import { leaveWith } from "./leaving.js";

const SOURCES = [
  ["caf", "CAF"],
  ["msa", "MSA"],
  ["avis", "Avis d’imposition"],
];
const CIVILITIES = [
  ["madame", "Madame"],
  ["monsieur", "Monsieur"],
];

/** What is cancelled in one act. */
const TOGETHER = 60;

let open = null;

/** One form at a time: the other one gives its place back. Answers what closes this one. */
export function takeTurn(close) {
  open?.();
  open = () => {
    open = null;
    close();
  };
  return open;
}

/**
 * Show a form before `before`, in place of what it `hides` (null: of nothing). *Annuler* and Escape give back what was there, and the
 * focus to `button`.
 */
export function showInPlace(form, { before, hides, button }) {
  const closeForm = takeTurn(() => {
    form.remove();
    if (hides) hides.hidden = false;
  });
  before.before(form);
  if (hides) hides.hidden = true;
  const leave = () => {
    closeForm();
    button.focus();
  };
  leaveWith(form, leave);
  return { closeForm, leave };
}

/** What each form asks: name, label, how, and what a person must fill in. */
const FIELDS = {
  family: () => [
    ["name", "Nom de la famille", { required: true }],
    ["phone", "Téléphone", { type: "tel" }],
    ["address.line1", "Adresse"],
    ["address.line2", "Complément d’adresse"],
    ["address.postcode", "Code postal"],
    ["address.city", "Ville"],
    ["resident", "Habite la commune", { type: "checkbox" }],
  ],
  child: ({ schools }, of) => [
    ["first_name", "Prénom", { required: true }],
    ["last_name", "Nom", { required: true }],
    ["birth_date", "Date de naissance", { type: "date", required: true }],
    ["school", "École", { options: [["", "Non renseignée"], ...schools.map(({ code, name }) => [code, name])] }],
    ["school_class", "Classe"],
    ...(of
      ? [
          ["first_day", "Premier jour ici, s’il arrive", { type: "date" }],
          ["last_day", "Dernier jour ici, s’il part", { type: "date" }],
        ]
      : []),
  ],
  guardian: () => [
    ["civility", "Civilité", { options: CIVILITIES }],
    ["last_name", "Nom", { required: true }],
    ["first_name", "Prénom", { required: true }],
    ["email", "Adresse e-mail", { type: "email" }],
  ],
  quotient: () => [
    ["value", "Quotient familial", { type: "number", required: true }],
    ["since", "Compte à partir du", { type: "date", required: true }],
    ["source", "Source", { options: SOURCES }],
    ["proof", "Ce que vous avez vu"],
  ],
};

/** `act`: `{kind, of}`, `of` null for what is new. `path(...)`: an address below the file's. `done()`: read it again. */
export function openForm({ act, button, file, path, done }) {
  const { kind, of } = act;
  const form = clone("formulaire");
  const fields = FIELDS[kind](file, of).map(([name, label, how = {}]) =>
    field(name, label, how, of && valueAt(of, name)),
  );
  part(form, "fields").append(...fields.map(({ box }) => box));
  if (kind === "child") offerClasses(form.elements.school_class);
  const place = button.closest(".file-item") ?? part(button.closest(".file-section"), "body");
  const hides = kind === "family" || of ? place : null;
  const { closeForm, leave } = showInPlace(form, { before: place, hides, button });
  const section = button.closest(".file-section");
  const saved = async (words) => {
    const now = await done();
    closeForm();
    announce([words, ...(kind === "guardian" ? toldOf(now, form) : [])].join(" "));
    section.querySelector("h2").focus();
  };
  const remove = part(form, "remove");
  if (kind === "guardian" && of) {
    remove.textContent = "Retirer du dossier";
    remove.hidden = false;
    remove.addEventListener("click", () =>
      change({ guardians: [{ before: of, after: null }] }).then(
        () => saved("Retiré du dossier. Un accès ouvert le reste : y mettre fin est un acte à part."),
        (problem) => refuse(form, problem),
      ),
    );
  }
  const change = async (body, ...below) => send("PATCH", await path(...below), body);
  /** What the file said when it was read, or what somebody else wrote since and this agent has seen. */
  const read = Object.fromEntries(fields.map(({ name }) => [name, of ? valueAt(of, name) : null]));
  const changed = () =>
    fields
      .map(({ name, value }) => ({ field: name, before: read[name], after: value() }))
      .filter(({ before, after }) => (before ?? "") !== (after ?? ""));
  const writes = {
    family: () => change({ fields: changed() }),
    child: async () =>
      of ? changeChild(form, path, of, changed(), values(fields)) : post(await path("children"), values(fields)),
    guardian: () => change({ guardians: [{ before: of && { ...of, ...read }, after: values(fields) }] }),
    quotient: () => noteQuotient(form, path, values(fields)),
  };
  onSubmit(
    form,
    async () => {
      const mayClear = kind === "child" && (of?.first_day || of?.last_day);
      if (of && !changed().length && !mayClear) return leave();
      if ((await writes[kind]()) === false) return;
      await saved(kind === "quotient" ? "Le quotient est noté." : "C’est enregistré.");
    },
    {
      refused: (problem) =>
        problem.meanwhile ? showCollisions(form, problem, { fields, read }) : refuse(form, problem),
    },
  );
  if (kind === "quotient") part(form, "send").textContent = SEE;
  form.addEventListener("input", () => unsaid(form));
  keepFromLosing(form);
  form.querySelector("input, select").focus();
}

const SEE = "Voir ce que cela change";

/** What is written and not saved is not lost by a link or a closed tab without a word. */
function keepFromLosing(form) {
  let isWritten = false;
  form.addEventListener("input", () => (isWritten = true));
  const warn = (event) => {
    if (!form.isConnected) removeEventListener("beforeunload", warn);
    else if (isWritten) event.preventDefault();
  };
  addEventListener("beforeunload", warn);
}

/** What the file now says of the address that was just written, where it does not serve yet. */
function toldOf({ people }, form) {
  const email = form.elements.email.value.trim();
  const one = people.find(({ file_email: own }) => email && own === email);
  return one ? one.addresses : [];
}

const valueAt = (of, name) => name.split(".").reduce((held, key) => held?.[key], of) ?? null;

const values = (fields) => Object.fromEntries(fields.map(({ name, value }) => [name, value()]));

/** `value()`: as the API takes it; null for nothing. */
export function field(name, label, { type = "text", required = false, options } = {}, before = null) {
  const box = clone(options ? "choix" : type === "checkbox" ? "case" : "champ");
  const control = box.querySelector("input, select");
  const id = `champ-${name.replace(".", "-")}`;
  const said = box.querySelector("span") ?? box.querySelector("label");
  said.textContent = label;
  Object.assign(control, { id, name, required });
  box.querySelector("label").htmlFor = id;
  const error = box.querySelector(".error");
  error.id = `${id}-error`;
  control.setAttribute("aria-describedby", error.id);
  control.setAttribute("autocomplete", "off");
  if (options) control.replaceChildren(...options.map(([code, text]) => new Option(text, code)));
  else control.type = type;
  const write = (value) => {
    if (type === "checkbox") control.checked = Boolean(value);
    else control.value = value ?? (options ? options[0][0] : "");
  };
  write(before);
  const value = () => {
    if (type === "checkbox") return control.checked;
    if (type === "number") return control.value === "" ? null : Number(control.value);
    return control.value.trim() || (before === "" ? "" : null);
  };
  return { box, name, value, write, options };
}

/** Both values and a choice for each field; the form is sent again with what was chosen. */
function showCollisions(form, problem, { fields, read }) {
  refuse(form, problem);
  const place = part(form, "collisions");
  place.replaceChildren(
    ...problem.meanwhile.map(({ field: asked, theirs, yours, sentence }, number) => {
      const known = fields.find((one) => one.name === asked.replace(/^guardians\./, ""));
      const words = (value) => known.options?.find(([code]) => code === value)?.[1] ?? said(value);
      const box = fill(clone("conflit"), {
        sentence,
        theirs: `Garder « ${words(theirs)} »`,
        yours: `Écrire « ${words(yours)} »`,
      });
      const name = `conflit-${number}`;
      box.querySelector(".error").id = `${name}-error`;
      for (const radio of box.querySelectorAll("input")) {
        radio.name = name;
        radio.addEventListener("change", () => {
          read[known.name] = theirs;
          known.write(radio.value === "theirs" ? theirs : yours);
        });
      }
      return box;
    }),
  );
  place.hidden = false;
  place.querySelector("input").focus();
}

const said = (value) => ({ true: "oui", false: "non" })[value] ?? (value || "rien");

/** What was said is of other values than those that stand there now. */
function unsaid(form) {
  const effect = part(form, "effect");
  if (!effect.dataset.asked) return;
  delete effect.dataset.asked;
  effect.hidden = true;
  part(form, "send").textContent = effect.dataset.before;
}

/** Shows what would change; true where it was shown for the same already. */
function wasSaid(form, asked, sentences, words) {
  const effect = part(form, "effect");
  if (effect.dataset.asked === asked) return true;
  effect.replaceChildren(...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  effect.dataset.asked = asked;
  effect.dataset.before ??= part(form, "send").textContent;
  effect.hidden = false;
  part(form, "send").textContent = words;
  effect.focus();
  return false;
}

/** First what it changes, then the same button notes it. Answers false while it is only said. */
async function noteQuotient(form, path, wanted) {
  const body = { ...wanted, proof: wanted.proof ?? "" };
  const { sentences } = await put(await path("quotients"), { ...body, dry: true });
  if (!wasSaid(form, JSON.stringify([wanted, sentences]), sentences, "Noter ce quotient")) return false;
  return put(await path("quotients"), body);
}

/**
 * A first or a last day takes bookings away: how many is said first, and their places are given back once it is written. What was not given
 * back, because somebody stopped on the way or a list brought the day, is when the child is written again.
 */
async function changeChild(form, path, of, fields, { first_day: first, last_day: last }) {
  const moves = fields.some(({ field: name }) => name === "first_day" || name === "last_day");
  const days = { ...(first && { first_day: first }), ...(last && { last_day: last }) };
  const away = moves || first || last ? await get(await path("children", of.id, "days-away"), days) : null;
  const bookings = away?.bookings ?? [];
  const asked = JSON.stringify([first, last, away]);
  if ((moves || bookings.length) && !wasSaid(form, asked, away.sentences, "Enregistrer ces dates")) return false;
  if (fields.length) await send("PATCH", await path("children", of.id), { fields });
  for (let start = 0; start < bookings.length; start += TOGETHER)
    await post(await path("bookings"), {
      lines: bookings
        .slice(start, start + TOGETHER)
        .map(({ service, date }) => ({ child: of.id, service, date, action: "cancel" })),
      reason: last ? `Dernier jour : ${dayInFull(last)}` : `Premier jour : ${dayInFull(first)}`,
    });
  return true;
}
