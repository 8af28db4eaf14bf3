/** What the portal keeps of each family of the login: downloaded as one file. */
import { announce } from "../base/announce.js";
import { webAddress } from "../base/outside.js";
import { clone, fill, part } from "../base/parts.js";
import { familyPath } from "../base/session.js";
import { post } from "../base/writes.js";

export function showMyData(section, families) {
  const trouble = part(section, "trouble");

  function item(entry) {
    const { commune, family } = entry;
    const shown = fill(clone("donnees-famille"), { name: `${family.name} (${commune.name})` });
    const button = part(shown, "export");
    button.addEventListener("click", () => act(button, () => download(entry)));
    return shown;
  }

  async function act(button, work) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    trouble.hidden = true;
    try {
      await work();
    } catch ({ message }) {
      trouble.textContent = message;
      trouble.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  part(section, "families").replaceChildren(...families.map(item));
  section.hidden = !families.length;
}

async function download(entry) {
  announce("Nous rassemblons vos données : quelques secondes.");
  const { url, name } = await post(familyPath(entry, "export"));
  location.assign(webAddress(url));
  announce(`Le fichier ${name} est téléchargé.`);
}
