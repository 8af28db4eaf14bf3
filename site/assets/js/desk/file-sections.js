/** Sections of a family's file that come after the first view: its papers, and what it and the town write to each other. */
import { deskScreen } from "../base/desk.js";
import { dayInFull } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";

const bodyOf = (id) => part(document.getElementById(id), "body");

/** `item`, `sentence`, `texts`: how the rest of the file is written (desk/famille.js). */
export function showSections(file, how) {
  showPapers(file, how);
  showRequests(file, how);
}

function link(href, textContent) {
  return Object.assign(document.createElement("a"), { className: "target", href, textContent });
}

function showPapers(file, how) {
  const { papers } = file;
  bodyOf("pieces").replaceChildren(
    ...(papers.length ? papers.map((one) => paperOf(one, how)) : [how.sentence("La commune ne demande aucune pièce.")]),
    completenessOf(file, how),
    link(deskScreen("pieces"), papers.length ? "Toutes les pièces de la commune" : "Dire lesquelles"),
  );
}

const TONES = { accepted: "good", missing: "warn", given: "accent" };

const paperOf = (one, { item, texts }) =>
  item({
    name: texts(one.name, one.child_name),
    state: one.label,
    tone: TONES[one.standing] ?? "bad",
    second: one.sentence,
    acts: [
      ...one.files.map(({ id, name }) => [`Ouvrir ${name}`, "openPaper", { paper: one.paper, id }]),
      [one.given ? "Bien reçu" : one.standing === "accepted" ? "Vue de nouveau" : "Vue au guichet", "acceptPaper", one],
      ["Refuser", "refusePaper", one],
    ],
  });

function completenessOf(file, { item }) {
  const { file_complete: isComplete, complete_by_hand: said } = file;
  return item({
    name: isComplete ? "Dossier complet" : "Dossier incomplet",
    second: said && `${said.reason} (dit par ${said.by || "la mairie"})`,
    acts: [[isComplete ? "Dire incomplet" : "Dire complet", "sayComplete", file]],
  });
}

function showRequests({ requests }, { sentence }) {
  const list = Object.assign(document.createElement("ul"), { className: "file-lines" });
  list.append(
    ...requests.map(({ label, asked_at: at }) =>
      fill(clone("ligne"), { text: `${label}, le ${dayInFull(at.slice(0, 10))}` }),
    ),
  );
  bodyOf("demandes").replaceChildren(
    ...(requests.length
      ? [list, link(deskScreen("demandes"), "Répondre dans Demandes")]
      : [sentence("Rien n’attend de réponse.")]),
  );
}
