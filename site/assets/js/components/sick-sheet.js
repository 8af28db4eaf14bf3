/** *Mon enfant est malade*: which children, until when, what it changes, and one button. templates/pages/espace.html */
import { whileBusy } from "../base/busy.js";
import { familyPath } from "../base/session.js";
import { hidePeriod, missed, previewed, showPeriod } from "./period.js";
import { takeBack, undoable, undoButton, undoneWords } from "./undo.js";

const dialog = document.getElementById("sick-sheet");
const form = dialog.querySelector("form");
const [confirm, close] = ["sick-confirm", "sick-close"].map((id) => document.getElementById(id));
const [error, undo] = ["sick-error", "sick-undo"].map((id) => document.getElementById(id));
const CONFIRM = "Confirmer";
/** What is in view: which question, and what the API answered to it. */
let turn = 0;
let shown;

/** `sick`: of the API's answer; `family`: an entry of `Me.families`; `done`: once something was changed and the sheet is closed. */
export function openSick(sick, family, done) {
  let changed = false;
  fillChoices(
    "children",
    "checkbox",
    sick.children.map(({ id, name, chosen }) => [id, name, chosen || !sick.children[1]]),
  );
  fillChoices(
    "last",
    "radio",
    sick.days.map(({ date, label }, place) => [date, label, !place]),
  );
  for (const id of ["sick-word", "sick-why"]) document.getElementById(id).hidden = !sick.word;
  document.getElementById("sick-why").textContent = sick.word;
  document.getElementById("sick-choices").hidden = false;
  document.getElementById("sick-proof").hidden = true;
  undo.replaceChildren();
  document.getElementById("sick-title").textContent = "Mon enfant est malade";
  form.onchange = () => preview(sick, family);
  const show = (answer) => {
    changed = true;
    showPeriod(answer, family, asked(sick), namesOf(sick));
    document.getElementById("sick-choices").hidden = true;
    document.getElementById("sick-proof").hidden = !answer.needs_proof;
    confirm.hidden = true;
    tell("");
    offerUndo(answer, family);
    document.getElementById("sick-title").textContent = "C’est enregistré";
    dialog.scrollTop = 0;
    close.focus({ preventScroll: true });
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    whileBusy(confirm, () =>
      shown ? missed(family, shown, asked(sick)).then(show, ({ message }) => tell(message)) : preview(sick, family),
    );
  };
  dialog.onclose = () => changed && done();
  dialog.showModal();
  preview(sick, family);
}

close.onclick = () => dialog.close();

function showUndone(answer) {
  hidePeriod();
  document.getElementById("sick-title").textContent = "C’est comme avant";
  document.getElementById("sick-proof").hidden = true;
  tell(undoneWords(answer), "soft");
  close.focus();
}

/** For ten minutes; once the sheet is closed, the first screen and *Mes absences* offer it too, on every device. */
function offerUndo({ acts, lines }, family) {
  if (!acts.length) return;
  const path = (...resource) => familyPath(family, ...resource);
  const button = undoButton(
    path,
    { acts, slots: undoable(lines) },
    {
      text: "Remettre comme avant",
      done: showUndone,
      failed: ({ message }) => tell(message),
    },
  );
  undo.replaceChildren(button);
}

async function preview(sick, family) {
  const mine = ++turn;
  shown = null;
  hidePeriod();
  tell("");
  confirm.hidden = false;
  confirm.disabled = true;
  confirm.textContent = CONFIRM;
  const wanted = asked(sick);
  if (!wanted.children.length) return tell("Choisissez un enfant.", "soft");
  try {
    const answer = await previewed(family, wanted);
    if (mine !== turn) return;
    shown = answer;
    showPeriod(answer, family, wanted, namesOf(sick));
    confirm.disabled = !answer.confirm;
    confirm.textContent = answer.confirm || CONFIRM;
  } catch ({ message }) {
    if (mine !== turn) return;
    tell(message);
    confirm.disabled = false;
    confirm.textContent = "Réessayer";
  }
}

function asked({ days }) {
  const data = new FormData(form);
  return {
    children: data.getAll("children"),
    first: days[0].date,
    last: data.get("last"),
    reason: "illness",
    self_declared: data.has("self_declared"),
  };
}

/** As the children chosen are called: a name that two of them share is no first name. */
function namesOf({ children }) {
  const chosen = new FormData(form).getAll("children");
  return children.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
}

function fillChoices(name, type, choices) {
  document.getElementById(`sick-${name}`).replaceChildren(
    ...choices.map(([value, text, checked]) => {
      const label = Object.assign(document.createElement("label"), { className: "choice" });
      label.append(Object.assign(document.createElement("input"), { type, name, value, checked }), text);
      return label;
    }),
  );
}

/** `kind`: what it looks like; nothing is wrong before a child is chosen. */
function tell(text, kind = "error") {
  error.className = kind;
  error.textContent = text;
  error.hidden = !text;
}

/** On the first screen, once the sheet is closed. `offered`: of the API's answer; `place`: what it comes after; `again`: read the screen again. */
export function offerTakeBack(offered, place, family, again) {
  place.after(takeBack((...resource) => familyPath(family, ...resource), offered, again));
}
