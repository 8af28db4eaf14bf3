/** What the portal keeps of each family of the login: downloaded as one file; and asking the town to erase it. */
import { announce } from "../base/announce.js";
import { webAddress } from "../base/outside.js";
import { clone, fill, part } from "../base/parts.js";
import { familyPath } from "../base/session.js";
import { post, remove } from "../base/writes.js";

const NOBODY_ASKED = { asked_at: null, sentence: "" };

/** `erasures`: of each family, whether its town is asked to erase it. */
export function myData(section, families, erasures) {
  const trouble = part(section, "trouble");

  function item(entry) {
    const { commune, family } = entry;
    const shown = fill(clone("donnees-famille"), { name: `${family.name} (${commune.name})` });
    const of = (name) => part(shown, name);
    const on = (name, work) => of(name).addEventListener("click", () => act(of(name), work));
    const path = familyPath(entry, "erasure-request");

    /** `where`: the part that gets the focus of the button that is gone. */
    function show({ asked_at, sentence }, where) {
      of("sentence").textContent = sentence;
      of("asked").hidden = !asked_at;
      of("erase").hidden = Boolean(asked_at);
      of("sure").hidden = true;
      if (where) of(where).focus();
    }

    on("export", () => download(entry));
    on("erase", () => {
      of("sure").hidden = false;
      of("erase").hidden = true;
      of("sure").focus();
    });
    on("keep", () => show(NOBODY_ASKED, "erase"));
    on("send", async () => {
      show(await post(path), "asked");
      announce("Votre demande est envoyée à la mairie.");
    });
    on("withdraw", async () => {
      show(await remove(path), "erase");
      announce("Votre demande est retirée.");
    });
    show(erasures.find((one) => one.commune === commune.id && one.family === family.id) ?? NOBODY_ASKED);
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
