/** A family that comes to the counter: templates/pages/mairie/familles.html. One that is there already is shown before it is written again. */
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";
import { onSubmit, refuse } from "../components/form.js";
import { offerClasses } from "../components/known-classes.js";
import { leaveWith } from "../components/leaving.js";

let open = null;

/** `place`: where the form goes; `button`: what has opened it; `schools`: `[{code, name}]`. */
export function openNewFamily({ place, button, schools }) {
  if (open) return open.querySelector("input").focus();
  const form = clone("formulaire-famille");
  open = form;
  const shared = new Set();
  const close = () => {
    open = null;
    place.replaceChildren();
    place.hidden = true;
    button.focus();
  };
  let people = 0;
  const add = (template, into, legend) => {
    people += 1;
    const one = clone(template);
    for (const control of one.querySelectorAll("input, select")) label(control, `${control.name}-${people}`);
    part(one, "legend").textContent = legend(part(form, into).children.length + 1);
    part(form, into).append(one);
    return one;
  };
  const addGuardian = () => add("responsable", "guardians", (place_) => `Responsable ${place_}`);
  const addChild = () => {
    const one = add("enfant", "children", (place_) => `Enfant ${place_}`);
    const choice = one.querySelector("select");
    offerClasses(one.querySelector("[data-name=school_class]"));
    choice.append(...schools.map(({ code, name }) => new Option(name, code)));
    part(one, "remove").addEventListener("click", () => {
      one.remove();
      part(form, "more-children").focus();
    });
    one.querySelector("[data-name=last_name]").value = form.elements.name.value;
    return one;
  };
  addGuardian();
  addChild();
  const more = (name, act) =>
    part(form, name).addEventListener("click", () => act().querySelector("input, select").focus());
  more("more-guardians", addGuardian);
  more("more-children", addChild);
  leaveWith(form, close);

  const write = async (anyway) => {
    const { family } = await post(await deskPath("files"), { ...bodyOf(form), shared: [...shared], anyway });
    location.assign(deskScreen("famille", { id: family }));
  };
  const refused = (problem) => {
    if (problem.code !== "likely_double") return refuse(form, problem, controlOf(form, problem));
    showDoubles(form, problem.doubles, (child) => {
      shared.add(child.id);
      child.row.remove();
      return write(false).catch(refused);
    });
  };
  part(form, "anyway").addEventListener("click", () => write(true).catch(refused));
  onSubmit(form, () => write(false), { refused });
  place.replaceChildren(form);
  place.hidden = false;
  form.querySelector("h2").focus();
}

/** Several controls have one name each in the request: in the form they need ids and names of their own. */
function label(control, id) {
  control.dataset.name = control.name;
  control.name = id;
  control.id = id;
  control.closest(".field").querySelector("label").htmlFor = id;
  const error = control.closest(".field").querySelector(".error");
  if (!error) return;
  error.id = `${id}-error`;
  control.setAttribute("aria-describedby", error.id);
}

const valuesOf = (fieldset) =>
  Object.fromEntries(
    [...fieldset.querySelectorAll("[data-name]")].map((control) => [control.dataset.name, control.value.trim()]),
  );

function bodyOf(form) {
  const { name, phone, line1, postcode, city, resident } = form.elements;
  const children = [...part(form, "children").children].map(valuesOf);
  return {
    name: name.value.trim(),
    phone: phone.value.trim(),
    address: { line1: line1.value.trim(), postcode: postcode.value.trim(), city: city.value.trim() },
    resident: resident.checked,
    guardians: [...part(form, "guardians").children].map(valuesOf),
    children: children.map((child) => ({ ...child, school: child.school || null })),
  };
}

/** The server names the field as the request does; the first of that name is shown. */
const controlOf = (form, { field }) => field && form.querySelector(`[data-name="${CSS.escape(field)}"]`);

function showDoubles(form, doubles, share) {
  const box = part(form, "doubles");
  part(box, "known").replaceChildren(...doubles.map((double) => knownRow(form, double, share)));
  box.hidden = false;
  box.focus();
}

function knownRow(form, { family, sentence, child }, share) {
  const row = fill(clone("connue"), { sentence });
  part(row, "open").href = deskScreen("famille", { id: family });
  const button = part(row, "share");
  button.hidden = !child;
  // Where one child of the form is meant, it is that one; of several, the secretary takes it out herself.
  const rows = part(form, "children").children;
  button.addEventListener("click", () => share({ id: child, row: rows[0] ?? row }));
  return row;
}
