/** A message that left: what it said, to whom, and what became of it, family by family. */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { showOtherwise } from "./announcement-otherwise.js";

/** How often a message that is on its way is read again. */
const AGAIN_MS = 10000;

const byId = (id) => document.getElementById(id);

export async function showAnnouncement(id) {
  const said = await get(await deskPath("announcements", id));
  byId("message-objet").textContent = said.subject;
  const files = said.files.length ? `Joint : ${said.files.join(", ")}` : "";
  const { to, when, sentence, text } = said;
  fill(byId("message"), { to, when, sentence, text, files });
  showOtherwise(byId("a-appeler"), said.otherwise, said.told_otherwise);
  byId("sorts").replaceChildren();
  add(said, id);
  byId("pas-encore").hidden = said.done || said.families.length > 0;
  byId("message").hidden = false;
  if (!said.done) setTimeout(() => again(id), AGAIN_MS);
}

/** Nobody is interrupted who reads the families behind the first page. */
async function again(id) {
  if (byId("sorts").children.length > 50) return;
  try {
    await showAnnouncement(id);
    hideTrouble();
  } catch {
    setTimeout(() => again(id), AGAIN_MS);
  }
}

function add({ families, next }, id) {
  byId("sorts").append(...families.map(rowOf));
  byId("sorts-suite").hidden = !next;
  byId("sorts-suite").firstElementChild.onclick = () => more(id, next);
}

async function more(id, after) {
  try {
    add(await get(await deskPath("announcements", id), { after }), id);
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, () => more(id, after));
  }
}

function rowOf({ family, name, phone, addressees }) {
  const fates = addressees.map(({ email, words }) => (email ? `${email} : ${words}` : words)).join("\n");
  const row = fill(clone("sort"), { name: name || "Famille effacée", fates: fates || "aucune adresse connue", phone });
  part(row, "name").href = deskScreen("famille", { id: family });
  return row;
}
