/** The town's articles, by where they stand. */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { keys } from "../base/desk-keys.js";
import { clone, fill, part } from "../base/parts.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { EXAMPLES } from "./news-examples.js";

const GROUPS = [
  ["draft", "Brouillons"],
  ["scheduled", "Programmées"],
  ["published", "En ligne"],
  ["ended", "Terminées"],
  ["withdrawn", "Retirées"],
];

const byId = (id) => document.getElementById(id);

let shown = [];

export async function showList() {
  const answer = await get(await deskPath("news"));
  shown = [];
  add(answer);
  byId("aucune").hidden = shown.length > 0;
  if (!shown.length) showExamples();
  byId("ecrire").href = deskScreen("actualites", { article: "nouvelle" });
  keys({ n: ["Écrire une actualité", () => byId("ecrire").click()] });
  byId("liste").hidden = false;
}

function add({ articles, next }) {
  shown.push(...articles);
  const groups = GROUPS.map(([state, title]) => [title, shown.filter((each) => each.state === state)]);
  byId("groupes").replaceChildren(...groups.filter(([, found]) => found.length).map(groupOf));
  const more = byId("suite");
  more.hidden = !next;
  more.firstElementChild.onclick = () => showOlder(next);
}

async function showOlder(after) {
  try {
    add(await get(await deskPath("news"), { after }));
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, () => showOlder(after));
  }
}

function groupOf([title, articles]) {
  const group = fill(clone("groupe"), { title });
  part(group, "rows").append(...articles.map(rowOf));
  return group;
}

function rowOf({ id, title, sentence, concerns, pinned }) {
  const row = fill(clone("ligne"), {
    title: title || "Sans titre",
    sentence,
    concerns: concerns && `Pour : ${concerns}`,
    pinned: pinned && "En haut de la liste",
  });
  part(row, "title").href = deskScreen("actualites", { article: id });
  return row;
}

function showExamples() {
  byId("exemples").replaceChildren(
    ...Object.entries(EXAMPLES).map(([name, { label }]) => {
      const link = clone("exemple");
      link.textContent = label;
      link.href = deskScreen("actualites", { article: "nouvelle", exemple: name });
      return link;
    }),
  );
}
