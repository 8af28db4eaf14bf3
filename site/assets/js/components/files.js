/** The files of a form, before any is chosen: sending them comes when it is asked for (components/file-field.js). */
const later = () => import("./file-field.js");
const fieldOf = (form) => form.querySelector("[data-files]");

/** `path(...rest)`: address of the uploads of whoever sends. */
export function takeFiles(form, path) {
  const input = fieldOf(form).querySelector("input");
  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    input.value = "";
    (await later()).addFiles(fieldOf(form), chosen, path);
  });
}

/** Their ids once all have arrived. Throws where one did not. */
export const sentFiles = async (form) =>
  fieldOf(form).querySelector("li") ? (await later()).sentFiles(fieldOf(form)) : [];

export const clearFiles = (form) => fieldOf(form).querySelector("ul").replaceChildren();
