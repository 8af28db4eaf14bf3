/** A kind of paper that the town asks for, changed in its place; then files are counted again, page by page. */
import { announce } from "../base/announce.js";
import { clone, part } from "../base/parts.js";
import { post, put } from "../base/writes.js";
import { field, showInPlace } from "./file-form.js";
import { onSubmit, refuse } from "./form.js";

const ABOUT = [
  ["child", "Chaque enfant"],
  ["family", "La famille"],
];
const LASTS = [
  ["school_year", "Jusqu’au 31 août"],
  ["months", "Un nombre de mois"],
  ["forever", "Sans limite"],
];

export function editKind({ kinds, version, place, button, town, done }) {
  const known = kinds[place];
  const form = clone("formulaire");
  const fields = [
    field("name", "Nom de la pièce", { required: true }, known?.name),
    field("about", "Demandée pour", { options: ABOUT }, known?.about),
    field("lasts", "Valable", { options: LASTS }, known?.lasts),
    field("months", "Nombre de mois", { type: "number" }, known?.months || null),
    field("required", "Obligatoire pour un dossier complet", { type: "checkbox" }, known ? known.required : true),
  ];
  part(form, "fields").append(...fields.map(({ box }) => box));
  const item = button.closest(".file-item");
  const where = item ?? part(button.closest(".file-section"), "body");
  const { closeForm } = showInPlace(form, { before: where, hides: item, button });
  const save = async (wanted) => {
    const title = button.closest(".file-section").querySelector("h2");
    await put(await town("paper-kinds"), { version, kinds: wanted });
    closeForm();
    announce("C’est enregistré. Les dossiers sont recomptés…");
    const changed = await countAgain(town);
    await done();
    const many = changed > 1 ? `${changed} dossiers ont changé d’état.` : "Un dossier a changé d’état.";
    announce(changed ? many : "Aucun dossier n’a changé d’état.");
    title.focus();
  };
  const remove = part(form, "remove");
  if (known) {
    remove.textContent = "Ne plus demander";
    remove.hidden = false;
    remove.addEventListener("click", () =>
      save(kinds.filter((one) => one !== known)).catch((problem) => refuse(form, problem)),
    );
  }
  onSubmit(form, () => {
    const said = Object.fromEntries(fields.map(({ name, value }) => [name, value()]));
    const months = said.lasts === "months" ? (said.months ?? 0) : 0;
    const kind = { ...said, months, code: known?.code ?? codeOf(said.name, kinds) };
    return save(known ? kinds.map((one) => (one === known ? kind : one)) : [...kinds, kind]);
  });
  form.querySelector("input").focus();
}

/** Of a new kind: from its name, and none that is taken. It stays, whatever the name becomes. */
function codeOf(name, kinds) {
  const bare = name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 30);
  const taken = new Set(kinds.map(({ code }) => code));
  let code = bare || "piece";
  for (let again = 2; taken.has(code); again += 1) code = `${bare || "piece"}-${again}`;
  return code;
}

async function countAgain(town, after = "") {
  const { changed, next } = await post(await town("paper-kinds", "counting"), { act: "count", after });
  return next ? changed + (await countAgain(town, next)) : changed;
}
