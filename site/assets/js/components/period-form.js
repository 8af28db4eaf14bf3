/** Days on which children will not come: the form of *Mes absences* says first what cancelling or declaring them changes, then does it. */
import { announce } from "../base/announce.js";
import { whileItLasts } from "../base/long-act.js";
import { familyPath } from "../base/session.js";
import { onSubmit } from "./form.js";
import { hidePeriod, missed, previewed, showPeriod } from "./period.js";

const SEE = "Voir ce que cela change";
const form = document.getElementById("declare");
const fields = form.elements;
const act = document.getElementById("act");
const came = document.getElementById("period");
came.tabIndex = -1;
/** What was done some minutes ago: it would read as done what is only shown, and stand before the button that does it. */
const undo = document.getElementById("undo");
let family;
/** What the API said of the absences last; reads them again. */
let known;
let read;
/** What the next press of the button does: what was shown, and of which question. */
let shown;

/** `latest()`: what the API said of the absences; `again()`: read them again. */
export function actFor(acting, latest, again) {
  [family, known, read] = [acting, latest, again];
  offerUndo(latest());
}

// One day is what is declared most: the last follows the first, until it is chosen.
fields.first.addEventListener("change", () => {
  if (fields.last.value < fields.first.value || !fields.last.dataset.chosen) fields.last.value = fields.first.value;
});
fields.last.addEventListener("change", () => {
  fields.last.dataset.chosen = "yes";
});
// Another question: what was answered to the last one is not of it.
form.addEventListener("change", ({ target }) => target.type === "file" || forget());
const nameFile = () => (document.getElementById("proof-name").textContent = fields.proof.files[0]?.name ?? "");
fields.proof.addEventListener("change", nameFile);
form.addEventListener("reset", () => setTimeout(nameFile));

function forget() {
  shown = null;
  act.textContent = SEE;
  act.hidden = false;
  undo.hidden = false;
  hidePeriod();
}

onSubmit(form, (data) => (shown ? miss(fields.proof.files[0]) : see(data)), {
  rules: () => {
    if (!new FormData(form).has("child")) return [[form.querySelector("[name=child]"), "Choisissez un enfant."]];
    return fields.last.value < fields.first.value ? [[fields.last, "Le dernier jour vient avant le premier."]] : [];
  },
});

async function see(data) {
  const asked = {
    children: data.getAll("child"),
    first: data.get("first"),
    last: data.get("last"),
    reason: data.get("reason"),
    services: data.getAll("service"),
    self_declared: data.has("self_declared"),
  };
  const answer = await previewed(family, asked);
  showPeriod(answer, family, asked, namesOf(asked));
  if (!answer.confirm) return;
  shown = { answer, asked };
  undo.hidden = true;
  act.textContent = answer.confirm;
}

async function miss(file) {
  const { answer, asked } = shown;
  const done = await whileItLasts(missed(family, answer, asked));
  form.reset();
  delete fields.last.dataset.chosen;
  forget();
  showPeriod(done, family, asked, namesOf(asked));
  // It is done: the button comes back with the next question, and whoever was on it is on what it came to.
  act.hidden = true;
  came.focus();
  await read();
  announce("C’est enregistré.");
  if (file) await prove(done, asked.children, file);
}

const namesOf = ({ children }) =>
  known()
    .children.filter(({ id }) => children.includes(id))
    .map(({ first_name: name }) => name);

/** For ten minutes, also of what was declared on another screen, on another device, by the other parent. */
async function offerUndo({ undo: offered }) {
  if (!offered) return undo.replaceChildren();
  const { takeBack } = await import("./undo.js");
  undo.replaceChildren(takeBack((...resource) => familyPath(family, ...resource), offered, startAgain));
}

function startAgain() {
  hidePeriod();
  act.hidden = false;
  act.focus();
  read();
}

/** The proof is of each absence that was declared now. */
async function prove({ lines }, children, file) {
  const [{ sendProof }, { showAbsence }] = await Promise.all([import("./proof.js"), import("./absence-list.js")]);
  const days = lines.filter(({ fate }) => ["declared", "asked"].includes(fate)).map(({ date }) => date);
  const told = known().absences.filter(
    (absence) => children.includes(absence.child) && absence.days.some(({ date }) => days.includes(date)),
  );
  for (const absence of told) await sendProof(showAbsence(absence, known()), absence, file, known());
}
