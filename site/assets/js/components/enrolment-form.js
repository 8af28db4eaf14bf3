/** What a child is enrolled for, changed in its place: all that this family pays, at once. */
import { announce } from "../base/announce.js";
import { clone, part } from "../base/parts.js";
import { put } from "../base/writes.js";
import { field, showInPlace } from "./file-form.js";
import { onSubmit } from "./form.js";

const WEEKS = [
  ["all", "Chaque semaine"],
  ["odd", "Semaines impaires"],
  ["even", "Semaines paires"],
];
const DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"];

export function openEnrolments({ of, button, file, path, done }) {
  const form = clone("formulaire");
  const place = button.closest(".file-item");
  const rows = [];
  const list = part(form, "fields");
  list.className = "stack";
  const add = (known) => {
    const made = rowOf(rows.length, known, file.services);
    rows.push(made);
    list.append(made.box);
    return made;
  };
  of.enrolments.filter(({ family }) => !family).forEach(add);
  const more = Object.assign(document.createElement("button"), {
    type: "button",
    textContent: "Ajouter une inscription",
  });
  more.className = "button button-link";
  more.addEventListener("click", () => add(null).box.querySelector("select").focus());
  list.after(more);
  if (!rows.length) add(null);
  const { closeForm } = showInPlace(form, { before: place, hides: place, button });
  onSubmit(form, async () => {
    const enrolments = rows.map(({ value }) => value()).filter(({ service }) => service);
    await put(await path(), {
      file_complete: file.file_complete,
      children: [of.id],
      seen: { [of.id]: of.version },
      enrolments: enrolments.map((one) => ({ ...one, child: of.id })),
    });
    const section = place.closest(".file-section");
    closeForm();
    announce("Les inscriptions sont enregistrées.");
    await done();
    section.querySelector("h2").focus();
  });
  form.querySelector("select").focus();
}

/** Without a service, a row says nothing: that is how one is taken away. */
function rowOf(number, known, services) {
  const called = (name) => `inscription-${number}-${name}`;
  const offered = services.map(({ code, name }) => [code, name]);
  if (known && !offered.some(([code]) => code === known.service)) offered.push([known.service, known.service_name]);
  const service = field(called("service"), "Service", { options: [["", "Aucun"], ...offered] }, known?.service);
  const first = field(called("first"), "Du", { type: "date" }, known?.first);
  const last = field(called("last"), "Au", { type: "date" }, known?.last);
  const weeks = field(called("weeks"), "Semaines", { options: WEEKS }, known?.weeks);
  const days = DAYS.map((day, place) =>
    field(called(day), day, { type: "checkbox" }, known ? known.weekdays.includes(place + 1) : false),
  );
  const box = document.createElement("fieldset");
  const legend = Object.assign(document.createElement("legend"), {
    className: "legend",
    textContent: known ? known.service_name : "Nouvelle inscription",
  });
  const main = Object.assign(document.createElement("div"), { className: "fields" });
  main.append(...[service, first, last, weeks, ...days].map((one) => one.box));
  const hint = Object.assign(document.createElement("p"), {
    className: "hint",
    textContent: "Aucun jour coché : chaque jour où le service ouvre.",
  });
  box.append(legend, main, hint);
  const value = () => ({
    service: service.value(),
    first: first.value(),
    last: last.value(),
    weeks: weeks.value(),
    weekdays: days.flatMap((one, place) => (one.value() ? [place + 1] : [])),
  });
  return { box, value };
}
