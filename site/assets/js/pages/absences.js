/** Mes absences. */
import { get } from "../base/api.js";
import { announce } from "../base/announce.js";
import { onSubmit } from "../components/form.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { pathOf } from "../base/address.js";
import { post } from "../base/writes.js";

const form = document.getElementById("declare");
const fields = form.elements;
/** What was declared is shown beside the form: the frame of the page does without. */
const later = () => import("../components/absence-list.js");
let known;

async function read() {
  hideTrouble();
  try {
    const [answer, list] = await Promise.all([get(await pathOf("absences")), later()]);
    known = answer;
    showForm();
    list.showAbsences(known);
    list.showCalledOff(known.called_off);
  } catch (problem) {
    showTrouble(problem, read);
  }
  document.getElementById("wait").hidden = true;
}

function showForm() {
  const chosen = new FormData(form).get("child") ?? new URLSearchParams(location.search).get("enfant");
  form.querySelector(".choices").replaceChildren(...known.children.map((child) => childChoice(child, chosen)));
  for (const name of ["first", "last"]) {
    fields[name].min = known.earliest;
    fields[name].max = known.latest;
    fields[name].value ||= new URLSearchParams(location.search).get("jour") ?? known.today;
  }
  if (!fields.reason.length) fields.reason.append(...known.reasons.map(({ code, label }) => new Option(label, code)));
  document.getElementById("self-declared").hidden = !known.takes_self_declaration;
  document.getElementById("rules").replaceChildren(...known.rules.map(itemOf));
  form.hidden = !known.children.length;
}

function childChoice({ id, first_name: name }, chosen) {
  const label = Object.assign(document.createElement("label"), { className: "choice" });
  const checked = known.children.length === 1 || id === chosen;
  const input = Object.assign(document.createElement("input"), {
    type: "radio",
    name: "child",
    value: id,
    required: true,
    checked,
  });
  label.append(input, name);
  return label;
}

const itemOf = (sentence) => Object.assign(document.createElement("li"), { textContent: sentence });

// One day is what is declared most: the last follows the first, until it is chosen.
fields.first.addEventListener("change", () => {
  if (fields.last.value < fields.first.value || !fields.last.dataset.chosen) fields.last.value = fields.first.value;
});
fields.last.addEventListener("change", () => {
  fields.last.dataset.chosen = "yes";
});

onSubmit(
  form,
  async (data) => {
    const absence = await post(await pathOf("absences"), {
      child: data.get("child"),
      first: data.get("first"),
      last: data.get("last"),
      reason: data.get("reason"),
      self_declared: data.has("self_declared"),
    });
    const file = data.get("proof");
    form.reset();
    delete fields.last.dataset.chosen;
    showForm();
    const { showAbsence } = await later();
    const card = showAbsence(absence, known);
    card.querySelector("h3").focus();
    announce("L’absence est déclarée.");
    if (file?.size) (await import("../components/proof.js")).sendProof(card, absence, file, known);
  },
  {
    rules: () =>
      fields.last.value < fields.first.value ? [[fields.last, "Le dernier jour vient avant le premier."]] : [],
  },
);

await read();
