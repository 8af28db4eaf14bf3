/** What the row's « … » opens, below it: who may fetch the child, hours, absence, a late adult, a note. One is open at a time. */
import { clone, fill, part } from "../base/parts.js";
import { nameOf } from "../attendance/day-list.js";
import { newlySaid } from "./attendance-choices.js";

let open = null;

/** `acts`: `{element, reasons, bills, meals, readOnly, hour, note(kind, details), last(), takeBack(event)}`; `field`: what gets the focus. */
export function openPanel(row, acts, field = null) {
  const wasOpen = open?.child === row.child;
  closePanel();
  if (wasOpen && !field) return;
  const panel = clone("enfant-plus");
  panel.dataset.panel = row.child;
  open = { child: row.child, panel, element: acts.element };
  part(acts.element, "more").setAttribute("aria-expanded", "true");
  // Named: it opens below a row that others follow, and what is noted here is noted of this child.
  fill(panel, { name: nameOf(row), bills: acts.readOnly ? "" : acts.bills, meals: acts.readOnly ? "" : acts.meals });
  sayCare(panel, row);
  for (const each of panel.querySelectorAll("form, [data-part=fetch], [data-part=reasons]"))
    each.hidden = acts.readOnly;
  if (!acts.readOnly) offer(panel, row, acts);
  part(panel, "close").addEventListener("click", () => closePanel({ back: true }));
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && closePanel({ back: true }));
  acts.element.after(panel);
  panel.scrollIntoView({ block: "nearest" });
  if (field) panel.querySelector(`[name=${field}]`)?.focus();
}

function closePanel({ back = false } = {}) {
  if (!open) return;
  const { panel, element } = open;
  open = null;
  panel.remove();
  const button = part(element, "more");
  button.setAttribute("aria-expanded", "false");
  if (back) button.focus();
}

function sayCare(panel, { first_name: first, care, may_not_fetch: never, to_check: unsure }) {
  fill(panel, { never: never.length ? `${first} ne doit pas partir avec : ${never.join(", ")}` : "" });
  part(panel, "unsure").hidden = !unsure;
  const list = part(panel, "care");
  list.hidden = !care.length;
  list.replaceChildren(...care.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
}

function offer(panel, row, acts) {
  const said = (kind, details) => {
    acts.note(kind, details);
    closePanel({ back: true });
  };
  const fetch = part(panel, "fetch");
  fetch.hidden = row.presence === "left" || !(row.may_fetch.length + row.marks.length);
  const people = row.may_fetch.map(({ name, tie }) => ({ label: tie ? `${name} (${tie})` : name, by: name }));
  if (row.marks.some(({ code }) => code === "leaves_alone")) people.push({ label: "Seul", by: "seul" });
  fetch.hidden ||= !people.length;
  fetch.append(...people.map(({ label, by }) => choice(label, () => said("left", { hour: acts.hour, by }))));
  part(panel, "reasons").append(
    ...acts.reasons.map(({ code, label }) => choice(label, () => said("absent", { reason: code }))),
  );
  const hours = part(panel, "hours");
  [hours.elements.arrived.value, hours.elements.left.value] = [row.arrived ?? "", row.left ?? ""];
  onSend(hours, () => {
    for (const [kind, details] of newlySaid(row, hours.elements.arrived.value, hours.elements.left.value))
      acts.note(kind, details);
    closePanel({ back: true });
  });
  const late = part(panel, "late");
  late.elements.minutes.value = row.late_minutes || "";
  onSend(late, () => {
    const { minutes } = late.elements;
    const isNumber = minutes.checkValidity();
    part(late, "refused").hidden = isNumber;
    if (isNumber) said("late_pickup", { minutes: Number(minutes.value) });
    else minutes.focus();
  });
  const note = part(panel, "notes");
  note.elements.text.value = row.note ?? "";
  onSend(note, () => said("note", { text: note.elements.text.value.trim() }));
  const last = acts.last();
  const undo = part(panel, "undo");
  undo.hidden = !last;
  undo.textContent = "Annuler ce qui vient d’être noté ici";
  undo.addEventListener("click", () => {
    acts.takeBack(acts.last());
    closePanel({ back: true });
  });
}

function choice(label, does) {
  const button = clone("enfant-choix");
  button.textContent = label;
  button.addEventListener("click", does);
  return button;
}

function onSend(form, does) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    does();
  });
}
