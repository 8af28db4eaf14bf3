/** How an act on a family's file is asked: below its button, or done at once. */
import { announce } from "../base/announce.js";
import { clone, part } from "../base/parts.js";
import { field, takeTurn } from "./file-form.js";
import { takeFiles } from "./files.js";
import { onSubmit } from "./form.js";
import { leaveWith } from "./leaving.js";
import { once } from "./once.js";

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
  leaveWith(form, leave);
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
export const atOnce = ({ button, act, done, words }) =>
  once(button, async () => {
    const section = button.closest(".file-section");
    await act();
    announce(words);
    await done();
    section.querySelector("h2").focus();
  });
