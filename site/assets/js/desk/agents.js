/** Agents of the town: the list, or one to appoint or change. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { keys } from "../base/desk-keys.js";
import { clone, fill, part } from "../base/parts.js";
import { named } from "../base/paths.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

/** `?agent=` of somebody who is to come. */
const NEW = "nouveau";
/** What the form leaves to be said by the list. */
const DONE = "preau.done";

const byId = (id) => document.getElementById(id);

async function start() {
  try {
    const wanted = named("agent");
    if (wanted) await showOne(wanted === NEW ? null : wanted);
    else await showList();
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

async function showList() {
  byId("agents").replaceChildren();
  add(await get(await deskPath("agents")));
  byId("nommer").href = deskScreen("agents", { agent: NEW });
  keys({ n: ["Nommer un agent", () => byId("nommer").click()] });
  byId("liste").hidden = false;
  sayDone();
}

/** What was done on the screen before. */
function sayDone() {
  const said = sessionStorage.getItem(DONE);
  sessionStorage.removeItem(DONE);
  if (said) announce(said);
}

function add({ agents, next }) {
  byId("agents").append(...agents.filter(({ over }) => !over).map(rowOf));
  const ended = agents.filter(({ over }) => over).map(rowOf);
  byId("finis").lastElementChild.append(...ended);
  if (ended.length) byId("finis").hidden = false;
  byId("suite").hidden = !next;
  byId("suite").firstElementChild.onclick = () => showMore(next);
}

async function showMore(after) {
  try {
    add(await get(await deskPath("agents"), { after }));
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, () => showMore(after));
  }
}

function rowOf({ account, name, oneself, roles_label: roles, terms, seen, factor }) {
  const row = fill(clone("ligne"), { name, oneself: oneself && "vous", roles, terms, seen, factor });
  part(row, "name").href = deskScreen("agents", { agent: account });
  return row;
}

async function showOne(account) {
  const { openAgent } = await import("./agent-form.js");
  const [page, found] = await pageWith(account, await deskPath("agents"));
  openAgent(account ? (found ?? null) : undefined, page);
}

/** Looked for page by page: a town has more than one only where it has fifty agents. */
async function pageWith(account, path, query = {}) {
  const page = await get(path, query);
  const found = page.agents.find((each) => each.account === account);
  return account && !found && page.next ? pageWith(account, path, { after: page.next }) : [page, found];
}

start();
