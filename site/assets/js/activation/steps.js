/** The four steps, prefilled with what the town knows; nothing is lost on the way back. */
import { apiPath } from "../base/paths.js";
import { screen } from "../base/screens.js";
import { forget, familyKey, remember } from "../base/session.js";
import { onSubmit, refuse } from "../components/form.js";
import { passwordFields } from "../components/password-field.js";
import { wizard } from "../components/wizard.js";
import { drop, keep } from "./draft.js";
import { addEmptyChild, controlOf, fillSheet, readSheet, sent, watchOptionalGuardians } from "./sheet.js";
import { post } from "../base/writes.js";

const LAST = 4;

const byId = (id) => document.getElementById(id);

/** Open the steps of the draft. `stop(problem)` is for what the code itself is refused for. */
export function openSteps(draft, stop) {
  const form = byId("activation");
  const { known, email, sheet, step } = draft;
  const { account_exists: exists } = known;
  byId(exists ? "nouveau-compte" : "compte-connu").remove(); // password managers must not see both
  const password = form.elements[exists ? "current" : "password"];
  const steps = wizard(byId("etapes"), (current) => {
    draft.step = current;
    keep(draft);
    byId("precedent").hidden = current === 1;
    byId("suivant").textContent = current === LAST ? "S’enregistrer" : "Suivant";
  });

  document.documentElement.dataset.colour = known.communes[0].colour;
  byId("invitation").textContent = introduction(known, step);
  form.elements.email.value = email;
  fillSheet(form, sheet, known);
  passwordFields(form);
  watchOptionalGuardians(form);
  form.addEventListener("input", keepSheet);
  byId("ajouter-enfant").addEventListener("click", addEmptyChild);
  byId("precedent").addEventListener("click", () => history.back());
  byId("annuler").addEventListener("click", () => byId("abandon").showModal());
  byId("abandon").addEventListener("close", abandon);
  onSubmit(form, advance, { part: steps.section, rules, refused });
  byId("etapes").hidden = false;
  steps.start(1); // after a reload too: the password is kept nowhere

  function keepSheet() {
    draft.sheet = readSheet(form);
    keep(draft);
  }

  function rules() {
    const { confirmation } = form.elements;
    const differs = !exists && draft.step === 1 && password.value !== confirmation.value;
    return differs ? [[confirmation, "Les deux mots de passe ne sont pas les mêmes."]] : [];
  }

  async function advance() {
    keepSheet();
    if (draft.step < LAST) {
      steps.go(draft.step + 1);
      return;
    }
    const { code, key } = draft;
    const order = { email, code, password: password.value, ...sent(draft.sheet) };
    await welcome(await post(apiPath("activation"), order, { key }), draft);
  }

  /** Go back to the step of the field that was refused; what the code itself is refused for ends the wizard. */
  function refused(problem) {
    if (problem.code === "key_reused" || problem.code?.startsWith("activation_")) {
      stop(problem);
      return;
    }
    const control = problem.field === "password" ? password : problem.field && controlOf(form, problem.field);
    if (control) steps.go(steps.stepOf(control));
    refuse(form, problem, control);
  }
}

function introduction({ communes }, step) {
  const towns = communes.map(({ name }) => name).join(" et ");
  const open = communes.length > 1 ? "vous ouvrent" : "vous ouvre";
  const again = step > 1 ? " Votre saisie est gardée, sauf le mot de passe : saisissez-le de nouveau." : "";
  return `${towns} ${open} un espace famille.${again}`;
}

async function welcome(me, { sheet, known }) {
  const corrected = JSON.stringify(sent(sheet)) !== JSON.stringify(sent(known));
  await forget(); // the draft, and whoever used this device before
  remember(me);
  byId("etapes").hidden = true;
  const end = byId("bienvenue");
  end.querySelector("[data-part=first_name]").textContent = me.account.first_name;
  const added = me.families.find(({ commune }) => commune.id === known.communes[0].id);
  if (added) end.querySelector("a").href = screen("", { famille: familyKey(added) });
  end.querySelector("[data-part=told]").textContent = corrected
    ? "Vos corrections sont transmises à votre mairie, qui mettra votre dossier à jour. Vous pouvez réserver dès maintenant."
    : "Vous pouvez réserver dès maintenant.";
  end.hidden = false;
  end.querySelector("h2").focus();
}

function abandon({ currentTarget }) {
  if (currentTarget.returnValue !== "yes") return;
  drop();
  location.assign("/");
}
