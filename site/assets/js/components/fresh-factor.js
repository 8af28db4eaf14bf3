/** Ask for the phone's code once more, in place, then do again what was refused without it (components/fresh-factor.html). */
import { Problem } from "../base/problem.js";
import { apiPath } from "../base/paths.js";
import { post } from "../base/writes.js";
import { onSubmit } from "./form.js";

const dialog = document.getElementById("code-demande");
const form = dialog.querySelector("form");
let given;

/** What `again` answers once the code was right. Throws the refusal as a Problem where no code is given. */
export async function askFactorFor(refusal, again) {
  form.reset();
  dialog.showModal();
  form.elements.code.focus();
  const isGiven = await new Promise((resolve) => (given = resolve));
  if (!isGiven) throw new Problem(refusal);
  return again();
}

onSubmit(form, async (data) => {
  const code = data.get("code").replace(/[\s-]/g, "");
  const method = /^\d{6}$/.test(code) ? "phone" : "recovery";
  await post(apiPath("me", "second-factor", "fresh"), { method, code });
  given(true);
  dialog.close();
});
dialog.addEventListener("close", () => given(false));
form.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
