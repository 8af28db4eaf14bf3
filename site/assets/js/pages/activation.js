/** Création de compte: the mailed link is checked while the four steps are asked for. */
import { draftOf, keep } from "../activation/draft.js";
import { mailedCode } from "../base/mailed-code.js";
import { apiPath } from "../base/paths.js";
import { post } from "../base/writes.js";

const byId = (id) => document.getElementById(id);
const draft = draftOf(mailedCode());
const steps = () => import("../activation/steps.js");
let coming = steps();

if (draft) {
  history.replaceState(history.state, "", location.pathname); // the code is kept in the draft, not in the history
  keep(draft);
  open();
} else {
  byId("refus").hidden = false;
}

/** Ask once what the town knows, then show it. */
async function open() {
  byId("refus").hidden = true;
  byId("attente").hidden = Boolean(draft.known);
  try {
    draft.known ??= await post(apiPath("activation", "check"), { email: draft.email, code: draft.code });
    draft.sheet ??= draft.known;
    keep(draft);
    coming = coming.catch(steps);
    const { openSteps } = await coming;
    openSteps(draft, stop);
  } catch (problem) {
    stop(problem);
  } finally {
    byId("attente").hidden = true;
  }
}

/** Nothing more can be filled in: say why, and what to do. */
function stop({ title, message, code }) {
  const notice = byId("refus");
  notice.querySelector("[data-part=title]").textContent = title ?? "La page ne s’est pas chargée entièrement";
  notice.querySelector("[data-part=text]").textContent = title ? message : "Rechargez-la.";
  const again = byId("reessayer");
  again.hidden = !title || code === "key_reused" || code.startsWith("activation_");
  again.onclick = open;
  byId("etapes").hidden = true;
  notice.hidden = false;
  notice.focus();
}
