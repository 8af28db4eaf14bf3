/** How an act on a family's file is asked: below its button, or done at once. */
import { announce } from "../base/announce.js";
import { clone, part } from "../base/parts.js";
import { field, takeTurn } from "./file-form.js";
import { takeFiles } from "./files.js";
import { onSubmit } from "./form.js";

/** A small form below the button: what is to be known before, what must be filled in, and one act. */
export function ask({ button, sentences, fields = [], more = [], files, words, danger, act, done }) {
  const form = clone("formulaire");
  const made = fields.map((one) => field(...one));
  part(form, "fields").append(...made.map(({ box }) => box), ...more);
  if (files) takeFiles(form, (...rest) => files("uploads", ...rest));
  const told = part(form, "effect");
  told.replaceChildren(...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  told.hidden = !sentences.length;
  const send = part(form, "send");
  send.textContent = words;
  if (danger) send.classList.add("button-danger");
  const closeForm = takeTurn(() => form.remove());
  button.closest(".file-acts, .actions, .file-head").after(form);
  const leave = () => {
    closeForm();
    button.focus();
  };
  part(form, "cancel").addEventListener("click", leave);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  const section = button.closest(".file-section");
  onSubmit(form, async () => {
    const said = await act(Object.fromEntries(made.map(({ name, value }) => [name, value()])), form);
    closeForm();
    announce(said);
    await done();
    section.querySelector("h2").focus();
  });
  (form.querySelector("input, select, textarea") ?? send).focus();
  return form;
}

/** Done at once, because the contrary act is as near. */
export async function atOnce({ button, act, done, words }) {
  button.setAttribute("aria-busy", "true");
  const section = button.closest(".file-section");
  try {
    await act();
    announce(words);
    await done();
    section.querySelector("h2").focus();
  } catch (problem) {
    announce(problem.message ?? "Un problème est survenu. Réessayez dans un instant.");
  } finally {
    button.removeAttribute("aria-busy");
  }
}
