/** The town's messages to many families, the newest first. */
import { get } from "../base/api.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { keys } from "../base/desk-keys.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { EXAMPLES } from "./announcement-examples.js";

const byId = (id) => document.getElementById(id);

export async function showList() {
  const answer = await get(await deskPath("announcements"));
  const writes = has(await town(), "secretary");
  byId("nouveau").hidden = !writes;
  byId("nouveau").href = deskScreen("informer", { message: "nouveau" });
  if (writes) keys({ n: ["Écrire aux familles", () => byId("nouveau").click()] });
  byId("aucun").hidden = answer.announcements.length > 0;
  if (!answer.announcements.length) showExamples(writes);
  add(answer);
  byId("liste").hidden = false;
}

function add({ announcements, next }) {
  byId("messages").append(...announcements.map(rowOf));
  byId("messages").hidden = !byId("messages").children.length;
  byId("suite").hidden = !next;
  byId("suite").firstElementChild.onclick = () => showOlder(next);
}

async function showOlder(after) {
  try {
    add(await get(await deskPath("announcements"), { after }));
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, () => showOlder(after));
  }
}

function rowOf({ id, subject, to, when, sentence }) {
  const row = fill(clone("ligne"), { subject, to, when, sentence });
  part(row, "subject").href = deskScreen("informer", { message: id });
  return row;
}

function showExamples(writes) {
  byId("exemples").replaceChildren(
    ...(writes ? Object.entries(EXAMPLES) : []).map(([name, { label }]) => {
      const link = clone("exemple");
      link.textContent = label;
      link.href = deskScreen("informer", { message: "nouveau", exemple: name });
      return link;
    }),
  );
}
