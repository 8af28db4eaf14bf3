/** The first screen of a signed-in parent. */
import { get } from "../base/api.js";
import { currentFamily, familyPath, knownMe, me } from "../base/session.js";
import { showNews } from "../components/news-item.js";

const NEWS_SHOWN = 3;
/** The town has ended the parent's access, or whoever is signed in is an agent. */
const NO_FAMILY =
  "Votre compte ne suit aucune famille. Si c’est une erreur, votre mairie peut vous inviter de nouveau.";

const byId = (id) => document.getElementById(id);

function greet(answer) {
  byId("bonjour").textContent = `Bonjour ${answer.account.first_name}`;
  if (!answer.families.length) return tell("enfants", NO_FAMILY);
  const children = currentFamily(answer)?.children.map((child) => child.first_name) ?? [];
  tell("enfants", children.length ? `Pour ${listed(children)}.` : "");
}

async function start() {
  const known = knownMe();
  if (known) greet(known);
  const answer = await me();
  greet(answer);
  const family = currentFamily(answer);
  if (family) await Promise.allSettled([tellDebts(family), tellAnswers(family), tellNews(family)]);
}

/** What is to pay. Without an answer the card says what it always says. */
async function tellDebts(family) {
  const { to_pay: debts } = await get(familyPath(family, "invoices"));
  const count = debts.length;
  tell("a-payer", count ? `${count} facture${count > 1 ? "s" : ""} à payer.` : "Rien à payer.");
}

/** What the town answered, and what it did not yet. */
async function tellAnswers(family) {
  const { requests, papers } = await get(familyPath(family, "requests"));
  const count = (wanted) => requests.filter(({ state }) => state === wanted).length;
  const [answered, open] = [count("answered"), count("open")];
  if (answered) tell("reponses", answered > 1 ? `${answered} réponses de la mairie.` : "Une réponse de la mairie.");
  else if (papers.length)
    tell("reponses", papers.length > 1 ? `${papers.length} documents à donner.` : "Un document à donner.");
  else if (open) tell("reponses", open > 1 ? `${open} demandes en attente.` : "Une demande en attente.");
}

async function tellNews(family) {
  const found = await showNews(byId("actualites"), family, NEWS_SHOWN);
  byId("sans-actualite").hidden = found > 0;
}

function tell(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = !text;
}

const listed = (names) => new Intl.ListFormat("fr").format(names);

start();
