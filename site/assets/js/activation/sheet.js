/** Between the form and the API's sheet: `{family: {name, address, phone}, guardians, children}`. */

const GUARDIANS_SHOWN = 2;
const ADDRESS = ["line1", "line2", "postcode", "city"];

/** Write the sheet in the form: as many parents and children as it has. */
export function fillSheet(form, { family, guardians, children }, known) {
  const { elements } = form;
  elements["family-name"].value = family.name;
  for (const name of ADDRESS) elements[name].value = family.address[name];
  elements.phone.value = family.phone;
  document.getElementById("responsables").replaceChildren();
  document.getElementById("enfants").replaceChildren();
  const places = Math.max(GUARDIANS_SHOWN, guardians.length);
  for (let place = 0; place < places; place += 1) addGuardian(guardians[place], place >= known.guardians.length);
  children.forEach((child, place) => addChild(child, { added: place >= known.children.length }));
}

/** What the form says, blanks and all. */
export function readSheet(form) {
  const value = (name) => form.elements[name].value;
  const rows = (kind, names) =>
    [...form.querySelectorAll(`[data-row="${kind}"]`)].map(({ dataset }) =>
      Object.fromEntries(names.map((name) => [name, value(`${kind}-${dataset.place}-${name}`)])),
    );
  return {
    family: {
      name: value("family-name"),
      address: Object.fromEntries(ADDRESS.map((name) => [name, value(name)])),
      phone: value("phone"),
    },
    guardians: rows("guardian", ["civility", "last_name", "first_name"]),
    children: rows("child", ["last_name", "first_name"]),
  };
}

/** The sheet to send: without a second parent where none was named. */
export function sent({ family, guardians, children }) {
  return { family, guardians: guardians.filter((one) => !isBlank(one)), children };
}

/** The control of what the API calls `family.address.city`, `guardians[0].first_name`; undefined when the form has none. */
export function controlOf(form, field) {
  const [, list, place, name] = /^(guardians|children)\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  if (list) {
    const kind = list === "guardians" ? "guardian" : "child";
    const row = form.querySelectorAll(`[data-row="${kind}"]`)[place];
    return row?.querySelector(`[name$="-${name}"]`);
  }
  return form.elements[field === "family.name" ? "family-name" : field.split(".").at(-1)];
}

/** A row for one more child, with the focus on it. */
export function addEmptyChild() {
  const row = addChild({ last_name: "", first_name: "" }, { added: true });
  row.querySelector("input").focus();
}

/** A parent whom the town does not know may stay blank; once begun, all of it is asked. */
export function watchOptionalGuardians(form) {
  form.addEventListener("input", () => {
    for (const row of form.querySelectorAll("[data-optional]")) requireAll(row);
  });
}

function addGuardian(guardian = { civility: "", last_name: "", first_name: "" }, optional) {
  const row = addRow("responsables", "responsable", "guardian");
  for (const radio of row.querySelectorAll("[type=radio]")) radio.checked = radio.value === guardian.civility;
  setName(row, guardian);
  if (!optional) return;
  row.dataset.optional = "";
  const mark = document.createElement("span");
  mark.className = "soft";
  mark.textContent = " (facultatif)";
  row.querySelector("h3").append(mark);
  requireAll(row);
}

function addChild(child, { added }) {
  const row = addRow("enfants", "enfant", "child");
  setName(row, child);
  const button = row.querySelector("[data-remove]");
  if (added) button.addEventListener("click", () => removeRow(row));
  else button.parentElement.remove(); // the town's list is the town's: it is asked to correct it
  return row;
}

function setName(row, { last_name, first_name }) {
  row.querySelector("[name$=last_name]").value = last_name;
  row.querySelector("[name$=first_name]").value = first_name;
}

/** A copy of the template, whose `N` becomes the place of the row, from 0 in names and from 1 for people. */
function addRow(list, template, kind) {
  const root = document.getElementById(list);
  const place = 1 + Math.max(-1, ...[...root.children].map((row) => Number(row.dataset.place)));
  const row = document.getElementById(template).content.firstElementChild.cloneNode(true);
  row.dataset.row = kind;
  row.dataset.place = place;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll("-N-", `-${place}-`);
  }
  for (const told of row.querySelectorAll("h3, .visually-hidden"))
    told.textContent = told.textContent.replace("N", place + 1);
  root.append(row);
  return row;
}

function removeRow(row) {
  const next = row.previousElementSibling?.querySelector("input") ?? document.getElementById("ajouter-enfant");
  row.remove();
  next.focus();
}

function requireAll(row) {
  const fields = [...row.querySelectorAll("input")];
  const begun = fields.some((field) => (field.type === "radio" ? field.checked : field.value.trim()));
  for (const field of fields) field.required = begun;
}

const isBlank = ({ last_name, first_name }) => !last_name.trim() && !first_name.trim();
