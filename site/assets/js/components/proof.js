/** Send the proof of an absence, or read it again. A photo is made smaller here, and loses what a camera writes in it (place, time). */
import { pathOf } from "../base/address.js";
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";
import { fill, part } from "../base/parts.js";
import { smallerPicture } from "../base/pictures.js";
import { post } from "../base/writes.js";

const LONGEST_SIDE = 2000;
const QUALITY = 0.82;

/**
 * Under one key: a second try after the network came back sends it once. The card hears what the server then says of the absence,
 * as the event "proved" (detail: the API's `Absence`).
 */
export async function sendProof(card, absence, file, known) {
  const send = part(card, "send");
  if (send.getAttribute("aria-busy")) return;
  send.setAttribute("aria-busy", "true");
  fill(card, { error: "" });
  try {
    if (!/^(image\/|application\/pdf$)/.test(file.type))
      throw new Error("Ce fichier n’est ni un PDF, ni une photo. Prenez une photo du document, ou envoyez un PDF.");
    const body = await smallerPicture(file, LONGEST_SIDE, QUALITY);
    if (body.size > known.most_bytes)
      throw new Error("Ce fichier dépasse 4 Mo. Prenez plutôt une photo du document, ou envoyez une seule page.");
    const shown = await post(await pathOf("absences", absence.id, "proof"), body, { key: crypto.randomUUID() });
    card.dispatchEvent(new CustomEvent("proved", { detail: shown }));
    announce("Le justificatif est envoyé.");
  } catch (problem) {
    fill(card, { error: `Le justificatif n’est pas parti. ${problem.message}` });
    send.focus();
  } finally {
    send.removeAttribute("aria-busy");
    part(card, "file").value = "";
  }
}

export async function readProof(card, { id }) {
  try {
    const { url } = await get(await pathOf("absences", id, "proof"));
    location.assign(webAddress(url));
  } catch (problem) {
    fill(card, { error: problem.code === "not_found" ? "Ce fichier n’est plus conservé." : problem.message });
  }
}
