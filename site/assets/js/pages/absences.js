/** Mes absences: days on which a child will not come are cancelled or declared, which is said first. */
import { get } from "../base/api.js";
import { actingFamily, familyPath } from "../base/session.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { addDays, mondayOf } from "../planning/days.js";

const form = document.getElementById("declare");
const fields = form.elements;
/** What was declared, and what the form does: the form is there first. What is sent before its code has come waits for it. */
const later = () => Promise.all([import("../components/absence-list.js"), import("../components/period-form.js")]);
const wait = document.getElementById("wait");
let known;
let acts;
let isSent = false;

async function read() {
  hideTrouble();
  try {
    const family = await actingFamily();
    known = await get(familyPath(family, "absences"));
    showForm();
    wait.hidden = true;
    // Nobody waits for what follows: the form is shown first.
    await new Promise(requestAnimationFrame);
    const [list, act] = await (acts ??= later());
    act.actFor(family, () => known, read);
    form.removeEventListener("submit", hold);
    if (isSent) form.requestSubmit();
    list.showAbsences(known);
    list.showDays("noted", known.noted ?? []);
    list.showDays("called-off", known.called_off);
  } catch (problem) {
    acts = undefined;
    isSent = false;
    wait.hidden = true;
    showTrouble(problem, read);
  }
}

function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  isSent = true;
}

form.addEventListener("submit", hold);

function showForm() {
  const query = new URLSearchParams(location.search);
  const chosen = new FormData(form).getAll("child");
  if (!chosen.length) chosen.push(query.get("enfant") ?? (known.children.length === 1 && known.children[0].id));
  choices(form.querySelector(".choices"), "child", known.children, (each) => [each.id, each.first_name], chosen);
  choices(document.getElementById("services"), "service", known.services, (each) => [each.code, each.label], []);
  for (const name of ["first", "last"]) {
    fields[name].min = known.earliest;
    fields[name].value ||= query.get("jour") ?? known.today;
  }
  if (!fields.reason.length) fields.reason.append(...known.reasons.map(({ code, label }) => new Option(label, code)));
  document.getElementById("self-declared").hidden = !known.takes_self_declaration;
  document.getElementById("rules").replaceChildren(...known.rules.map(itemOf));
  // On a Sunday nothing is left of it.
  form.querySelector("[data-weeks='0']").hidden = known.today === addDays(mondayOf(known.today), 6);
  form.hidden = !known.children.length;
}

function choices(place, name, all, wordsOf, chosen) {
  place.replaceChildren(
    ...all.map((each, at) => {
      const [value, text] = wordsOf(each);
      const label = Object.assign(document.createElement("label"), { className: "choice" });
      const checked = chosen.includes(value);
      // The first has the name for its id, under which the form says what is missing.
      const id = at ? "" : name;
      label.append(
        Object.assign(document.createElement("input"), { type: "checkbox", id, name, value, checked }),
        text,
      );
      return label;
    }),
  );
}

/** A whole week in one tap: from today on, where it has begun. */
form.addEventListener("click", ({ target }) => {
  const { weeks } = target.dataset;
  if (!weeks) return;
  const monday = addDays(mondayOf(known.today), 7 * weeks);
  fields.first.value = monday < known.today ? known.today : monday;
  fields.last.value = addDays(monday, 6);
  fields.last.dispatchEvent(new Event("change", { bubbles: true }));
});

const itemOf = (sentence) => Object.assign(document.createElement("li"), { textContent: sentence });

await read();
