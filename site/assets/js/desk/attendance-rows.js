/** The rows of the day's list: one a child, changed in place where what is known of the child changed. */
import { clone, fill, part } from "../base/parts.js";
import { nameOf } from "../attendance/day-list.js";
import { isAway } from "../attendance/fold.js";
import { saidHour } from "../base/days-and-hours.js";

/** Sign of a mark, by its code; the word beside it says the same. */
const SIGNS = {
  allergy: "warning",
  unknown: "warning",
  pai: "care",
  may_not_fetch: "barred",
  leaves_alone: "alone",
  absent: "away",
  unbooked: "unbooked",
  to_check: "unsure",
};
const LOUD = new Set(["allergy", "may_not_fetch", "unknown"]);
const STATE_SIGNS = { present: "present", absent: "away" };

export class AttendanceRows {
  /** `acts`: `{tap(row), more(row), refused(place, events)}`. */
  constructor(place, acts) {
    Object.assign(this, { place, acts, shown: new Map() });
  }

  /** `rows`: in their order; those that `isShown` says no to stay hidden, and keep their place. */
  show(rows, isShown) {
    const gone = new Set(this.shown.keys());
    let before = null;
    let level = null;
    for (const row of rows) {
      gone.delete(row.child);
      const kept = this.shown.get(row.child) ?? this.#add(row.child);
      const said = JSON.stringify(row);
      if (kept.said !== said) this.#write(kept, row, said);
      kept.element.hidden = !isShown(row);
      // On paper a class has its name once, above its first child.
      const begins = !kept.element.hidden && placeOf(row) !== level;
      fill(kept.element, { class: begins ? placeOf(row) : "" });
      if (begins) level = placeOf(row);
      const next = before ? before.nextElementSibling : this.place.firstElementChild;
      if (next !== kept.element && !(next?.dataset.panel && next.nextElementSibling === kept.element))
        this.place.insertBefore(kept.element, next);
      before = kept.element;
    }
    for (const child of gone) {
      this.shown.get(child).element.remove();
      this.shown.delete(child);
    }
  }

  elementOf = (child) => this.shown.get(child)?.element;
  rowOf = (element) => this.shown.get(element.closest("[data-child]")?.dataset.child)?.row;

  #add(child) {
    const element = clone("enfant-ligne");
    element.dataset.child = child;
    const kept = { element, said: "", row: null };
    part(element, "state").addEventListener("click", () => this.acts.tap(kept.row));
    part(element, "more").addEventListener("click", () => this.acts.more(kept.row));
    this.shown.set(child, kept);
    return kept;
  }

  #write(kept, row, said) {
    Object.assign(kept, { row, said });
    const { element } = kept;
    const state = isAway(row) ? "absent" : row.presence;
    const name = nameOf(row);
    element.dataset.state = state;
    fill(element, {
      first: row.first_name,
      last: name.slice(row.first_name.length).trim(),
      level: levelOf(row),
      note: noteOf(row),
      word: wordOf(row),
    });
    part(element, "more").setAttribute("aria-label", `Plus pour ${name}`);
    part(element, "state").setAttribute("aria-label", `${wordOf(row)}, ${name}`);
    const sign = part(element, "state").querySelector("use");
    sign.setAttribute("href", `#sign-${STATE_SIGNS[state] ?? "unbooked"}`);
    sign.parentElement.toggleAttribute("hidden", !STATE_SIGNS[state]);
    part(element, "marks").replaceChildren(...marksOf(row).map(chipOf));
    const refused = part(element, "refused");
    refused.hidden = !row.refused.length;
    if (row.refused.length || refused.firstChild) this.acts.refused(refused, row.refused);
  }
}

/** « là 16 h 32 » */
function wordOf(row) {
  const { presence, arrived, left } = row;
  if (isAway(row)) return "absent";
  if (presence === "present") return arrived ? `là ${saidHour(arrived)}` : "là";
  if (presence === "left") return left ? `parti ${saidHour(left)}` : "parti";
  return "attendu";
}

/** What must be known before the tap, in a sign and in words. */
function marksOf({ marks, absent, expected, to_check: unsure }) {
  return [
    ...(unsure ? [{ code: "to_check", label: "à vérifier" }] : []),
    ...marks,
    ...(expected === "no" ? [{ code: "unbooked", label: "sans réservation" }] : []),
    ...(absent ? [{ code: "absent", label: absent }] : []),
  ];
}

function chipOf({ code, label }) {
  const chip = fill(clone("enfant-marque"), { label });
  chip.classList.add(LOUD.has(code) ? "chip-bad" : "chip-warn");
  chip.querySelector("use").setAttribute("href", `#sign-${SIGNS[code] ?? "care"}`);
  return chip;
}

const placeOf = ({ school_name: school, school_class: level }) =>
  [school, level].filter(Boolean).join(" · ") || "Sans classe";
const levelOf = ({ school_class: level, school_name: school }) => level || school || "";

/** What was written down besides the state, and what is billed of it. */
function noteOf({ presence, reason, left_by: by, late_minutes: late, note, bills }) {
  const said = [];
  if (presence === "absent" && reason) said.push(reason);
  if (by) said.push(`avec ${by}`);
  if (late !== null) said.push(late ? `${late} min de retard` : "retard");
  if (note) said.push(note);
  if (presence !== "expected" && bills) said.push(bills);
  return said.join(" · ");
}
