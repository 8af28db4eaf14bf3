/** Buttons that download a document. It is made when it is asked for the first time, so the button waits for it. */
import { announce } from "../base/announce.js";
import { pathOf } from "../base/address.js";
import { whileBusy } from "../base/busy.js";
import { webAddress } from "../base/outside.js";
import { post } from "../base/writes.js";

const WAIT_S = 2;
const TRIES = 45;

/** `failed(problem)`: there is no document; the sentence says why. */
export function downloadWith(button, kind, subject, failed) {
  button.addEventListener("click", () => whileBusy(button, () => download(kind, subject).catch(failed)));
}

async function download(kind, subject) {
  const { url, name } = await whenMade(kind, subject);
  if (!url) return announce("Le PDF n’est pas encore prêt. Réessayez dans quelques minutes.");
  location.assign(webAddress(url));
  announce(`Le fichier ${name} est téléchargé.`);
}

async function whenMade(kind, subject) {
  for (let tries = 1; ; tries += 1) {
    const made = await post(await pathOf("documents"), { kind, subject });
    if (made.url || tries === TRIES) return made;
    if (tries === 1) announce(made.detail);
    await new Promise((resume) => setTimeout(resume, WAIT_S * 1000));
  }
}
