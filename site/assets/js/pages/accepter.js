/** A parent accepts the règlement for the family: the version that the planning says is to accept. */
import { get } from "../base/api.js";
import { screen } from "../base/screens.js";
import { actingFamily, familyPath } from "../base/session.js";
import { onSubmit } from "../components/form.js";
import { showTrouble } from "../components/trouble.js";
import { post } from "../base/writes.js";

const form = document.getElementById("accepter");
const done = document.getElementById("accepte");

async function start() {
  const family = await actingFamily();
  if (!family) return location.replace(screen());
  for (const place of document.querySelectorAll("[data-part=commune]")) place.textContent = family.commune.name;
  const { to_accept: version } = await get(familyPath(family, "planning"));
  show(!version);
  const rules = () =>
    form.elements.lu.checked ? [] : [[form.elements.lu, "Cochez la case pour accepter le règlement."]];
  const accept = async () => {
    await post(familyPath(family, "reglement-acceptances"), { version });
    show(true);
    done.focus();
  };
  onSubmit(form, accept, { rules });
}

function show(accepted) {
  form.hidden = accepted;
  done.hidden = !accepted;
}

const begin = () => start().catch((problem) => showTrouble(problem, begin));

begin();
