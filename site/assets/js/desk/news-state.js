/** Where an article stands, and what can be done with it there. */
import { webAddress } from "../base/outside.js";

const STATES = {
  draft: ["Brouillon", ""],
  scheduled: ["Programmée", "chip-accent"],
  published: ["En ligne", "chip-good"],
  ended: ["Terminée", ""],
  withdrawn: ["Retirée", "chip-warn"],
};

const byId = (id) => document.getElementById(id);
const form = byId("formulaire");

const isPublic = (article) => ["published", "ended"].includes(article?.state);

/** `article`: as the API tells it; null for one that is not there yet. */
export function showState(article) {
  const isWithdrawn = article?.state === "withdrawn";
  const act = article ? "Corriger l’actualité" : "Écrire une actualité";
  const title = isWithdrawn ? article.title : act;
  byId("article-titre").textContent = title;
  document.title = `${title} – Actualités`;
  const [word, look] = STATES[article?.state] ?? ["", ""];
  Object.assign(byId("etat"), { textContent: word, className: `chip ${look}`, hidden: !article });
  Object.assign(byId("phrase"), { textContent: article?.sentence, hidden: !article });
  const page = byId("page");
  page.hidden = !article?.address;
  if (article?.address) page.href = webAddress(article.address);
  byId("retiree").hidden = !isWithdrawn;
  document.querySelector(".desk-write").hidden = isWithdrawn;
  byId("depuis").hidden = byId("brouillon").hidden = isPublic(article);
  byId("retirer").hidden = !article;
  nameAct(article);
}

/** The button says what pressing it does. */
export function nameAct(article) {
  const soon = form.elements.from.value ? "Programmer" : "Publier maintenant";
  byId("publier").textContent = isPublic(article) ? "Enregistrer la correction" : soon;
}
