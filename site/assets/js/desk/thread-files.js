/** Files of a message, and proofs: each is downloaded, and opened by a program of the agent's own. Where it is, is asked at the click: an
    address works for two minutes, and an agent is interrupted for longer. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { webAddress } from "../base/outside.js";
import { clone } from "../base/parts.js";

/** `of`: the list of the API in which the thread, or what else holds them, lies. */
export function showFiles(message, files, { family, id: thread, of = "requests" }) {
  for (const { id, name, size } of files) {
    const line = clone("inbox-file");
    line.firstElementChild.textContent = `${name} (${size})`;
    line.firstElementChild.addEventListener("click", () => open(of, family, thread, "files", id));
    message.append(line);
  }
}

export const openProof = (family, absence) => open("absences", family, absence, "proof");

async function open(...resource) {
  try {
    const { url } = await get(await deskPath(...resource));
    location.assign(webAddress(url));
  } catch (problem) {
    announce(problem.code === "not_found" ? "Ce fichier n’est plus conservé." : problem.message);
  }
}
