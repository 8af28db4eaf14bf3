/** What the town wrote to many families, and this one was sent. */
import { pathOf } from "../base/address.js";
import { get } from "../base/api.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

/** The message that was read last on this device: the first screen tells of it no more. */
const READ = "preau.read";

const byId = (id) => document.getElementById(id);
const older = byId("older");

async function read(after) {
  hideTrouble();
  try {
    const { announcements, next } = await get(await pathOf("announcements"), after ? { after } : {});
    byId("list").append(...announcements.map(cardOf));
    if (!after && announcements.length) localStorage.setItem(READ, announcements[0].id);
    byId("none").hidden = byId("list").children.length > 0;
    older.hidden = !next;
    older.onclick = () => read(next);
    byId("all").hidden = false;
  } catch (problem) {
    showTrouble(problem, () => read(after));
  }
  byId("wait").hidden = true;
}

function cardOf({ subject, when, paragraphs, files }) {
  const card = fill(clone("message"), { subject, when });
  part(card, "text").append(
    ...paragraphs.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
  part(card, "files").append(...files.map(rowOf));
  return card;
}

function rowOf({ name, url }) {
  const link = Object.assign(document.createElement("a"), { className: "target", href: url, textContent: name });
  const row = document.createElement("li");
  row.append(link);
  return row;
}

read();
