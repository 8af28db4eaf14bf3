/** One article: its form, what its page will be beside it, and what can be done with it. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen, town } from "../base/desk.js";
import { draft, dropDraft, keepDraft } from "../base/desk-drafts.js";
import { part } from "../base/parts.js";
import { named } from "../base/paths.js";
import { post, put, remove } from "../base/writes.js";
import { onSubmit, refuse } from "../components/form.js";
import { EXAMPLES } from "./news-examples.js";
import { showChoices, write, written } from "./news-fields.js";
import { pictureData } from "./news-files.js";
import { elementsOf } from "./news-preview.js";
import { nameAct, showState } from "./news-state.js";

const PAUSE_MS = 400;
const SAID = {
  draft: "Le brouillon est enregistré.",
  scheduled: "L’actualité est programmée.",
  published: "L’actualité est publiée.",
  ended: "La correction est enregistrée.",
};

const byId = (id) => document.getElementById(id);
const form = byId("formulaire");

/** The article as the server last told it; null for one that is not there yet. */
let known = null;
/** Where this device keeps what is not sent. */
let place;

export async function openArticle(id) {
  const { commune } = await town();
  place = `${commune.id}.${id ?? "nouvelle"}`;
  const [choices, article] = await Promise.all([get(await deskPath("news")), id && get(await deskPath("news", id))]);
  showChoices(choices);
  write(article ?? EXAMPLES[named("exemple")] ?? {});
  show(article);
  const kept = await draft(place);
  if (kept && known?.state !== "withdrawn") restore(kept);
  byId("retour").href = deskScreen("actualites");
  byId("article").hidden = false;
  preview();
}

/** What a device kept is what was being written, over the version that it was written over. */
function restore({ fields, version }) {
  write(fields);
  if (known) known.version = version;
  nameAct(known);
  byId("gardee").hidden = false;
}

function show(article) {
  known = article;
  showState(known);
}

let waiting;
let turns = 0;

form.addEventListener("input", () => {
  nameAct(known);
  keepDraft(place, { fields: written(), version: known?.version });
  clearTimeout(waiting);
  waiting = setTimeout(preview, PAUSE_MS);
});

/** What was done to what families read is on their pages a little later. */
function showDone(article) {
  show(article);
  byId("bientot").hidden = !article.address;
}

/** Only the answer to the last question is shown. */
async function preview() {
  turns += 1;
  const turn = turns;
  try {
    const { nodes } = await post(await deskPath("news", "preview"), { ...written(), article: known?.id ?? null });
    const picture = await pictureData();
    if (turn !== turns) return;
    byId("apercu").replaceChildren(...elementsOf(nodes, picture));
    byId("sans-apercu").hidden = true;
  } catch {
    if (turn === turns) byId("sans-apercu").hidden = false;
  }
}

/** Under one key for one text: sent again after a reload, it is written once. */
async function save(isDraft) {
  const body = { ...written(isDraft), ...(known && { version: known.version }) };
  const sent = (await draft(place))?.sent;
  const text = JSON.stringify(body);
  const key = sent?.text === text ? sent.key : crypto.randomUUID();
  await keepDraft(place, { fields: written(), version: known?.version, sent: { text, key } });
  const article = known
    ? await put(await deskPath("news", known.id), body, { key })
    : await post(await deskPath("news"), body, { key });
  clearTimeout(waiting);
  await dropDraft(place);
  saved(article);
}

function saved(article) {
  const corrected = known?.state === "published" && article.state === "published";
  byId("gardee").hidden = byId("autre").hidden = true;
  if (!known) {
    place = place.replace(/\.nouvelle$/, `.${article.id}`);
    const here = new URL(location);
    here.searchParams.set("article", article.id);
    here.searchParams.delete("exemple");
    history.replaceState(null, "", here);
  }
  showDone(article);
  preview();
  announce(corrected ? "La correction est publiée." : SAID[article.state]);
}

onSubmit(form, () => save(false), { refused });
onPress("brouillon", () => save(true));
onPress("retirer", withdraw);
onPress("remettre", putBack);
onPress("oublier", startAgain);

async function withdraw() {
  showDone(await remove(await deskPath("news", known.id)));
  await dropDraft(place);
  announce("L’actualité est retirée.");
  byId("remettre").focus();
}

async function putBack() {
  showDone(await post(await deskPath("news", known.id), { act: "put_back" }));
  write(known);
  preview();
  announce("L’actualité est remise.");
  byId("article-titre").focus();
}

async function startAgain() {
  await dropDraft(place);
  location.reload();
}

function onPress(id, act) {
  const button = byId(id);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (problem) {
      await refused(problem);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

async function refused(problem) {
  if (problem.code === "article_moved") await showOther();
  else refuse(form, problem, problem.field && byId(problem.field));
}

/** Neither text is lost: the other's is shown, one's own stays in the form. */
async function showOther() {
  const other = await get(await deskPath("news", known.id));
  const box = byId("autre");
  for (const name of ["title", "summary", "body"]) part(box, name).textContent = other[name];
  const settle = (target) => {
    show(other);
    box.hidden = true;
    preview();
    target.focus();
  };
  byId("garder").onclick = () => settle(form.elements.body);
  byId("prendre").onclick = () => {
    dropDraft(place);
    write(other);
    settle(byId("article-titre"));
  };
  box.hidden = false;
  box.focus();
}
