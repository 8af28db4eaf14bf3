/** A quotient as a parent reads it on what proves it, which comes with it. */
import { pathOf } from "../base/address.js";
import { clone, fill } from "../base/parts.js";
import { sentFiles, takeFiles } from "./files.js";

/** `files`: the names of those that were sent with what waits: they stand until others come. */
export function quotientForm({ value, since, source, files }) {
  const form = clone("quotient");
  form.elements.value.value = value ?? "";
  form.elements.since.value = since ?? "";
  form.elements.source.value = source;
  fill(form, { sent: files.length ? `Déjà envoyé : ${files.join(", ")}. Un autre fichier le remplace.` : "" });
  form.dataset.sent = files.length;
  form.elements.files.addEventListener("change", () => {
    for (const said of form.querySelectorAll("[data-errors], #files-error")) said.hidden = true;
  });
  takeFiles(form, (...rest) => pathOf("uploads", ...rest));
  return form;
}

export const proofMissing = (form) =>
  form.dataset.sent > 0 || form.querySelector(".files li")
    ? []
    : [[form.elements.files, "Joignez une photo ou un PDF de l’attestation."]];

export async function quotientOf(form) {
  const { value, since, source } = form.elements;
  return { value: Number(value.value), since: since.value, source: source.value, files: await sentFiles(form) };
}
