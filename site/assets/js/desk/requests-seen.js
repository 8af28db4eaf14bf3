/** Mes demandes as a family has it, read only. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";

/** What is a thread, whose messages may be read; the rest says all in its line. */
const THREADS = ["question", "paper", "from_town"];

export async function showRequests(place, family) {
  let next;
  const older = part(place, "older");
  const list = part(place, "list");
  const read = async () => {
    const path = await deskPath("files", family, "view", "requests");
    const page = await get(path, next ? { before: next } : {});
    next = page.next;
    list.append(
      ...page.papers.map(({ title, sentence }) =>
        fill(clone("demande-vue"), { title, state: "À donner à la mairie", answer: sentence }),
      ),
      ...page.requests.map((one) => rowOf(one, family)),
    );
    part(place, "none").hidden = list.children.length > 0;
    older.hidden = !next;
  };
  older.addEventListener("click", () => read().catch((problem) => announce(problem.message)));
  await read();
  place.hidden = false;
}

function rowOf({ id, kind, kind_label: label, title, when, tone, state_label: said, answer }, family) {
  const row = fill(clone("demande-vue"), { title, state: said, answer, more: `${label}, ${when}` });
  part(row, "state").classList.add(`chip-${tone}`);
  const button = part(row, "read");
  button.hidden = !THREADS.includes(kind);
  button.setAttribute("aria-label", `Lire, ${title}`);
  button.addEventListener("click", () => readThread(row, family, id).catch((problem) => announce(problem.message)));
  return row;
}

async function readThread(row, family, thread) {
  const { messages } = await get(await deskPath("requests", family, thread));
  part(row, "messages").replaceChildren(
    ...messages.map(({ by, by_town: byTown, when, text, files }) =>
      fill(clone("message-vu"), {
        by: byTown ? "La mairie" : by,
        when,
        text: [text, ...files.map(({ name }) => name)].filter(Boolean).join("\n"),
      }),
    ),
  );
  part(row, "read").hidden = true;
  part(row, "messages").hidden = false;
  part(row, "messages").focus();
}
