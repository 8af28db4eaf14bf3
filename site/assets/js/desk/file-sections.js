/**
 * Sections of a family's file that come after the first view: its responsables, its quotients, its papers, what it and the town write to
 * each other, its other homes, what it owes.
 */
import { deskScreen } from "../base/desk.js";
import { dayInFull, money } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";

const bodyOf = (id) => part(document.getElementById(id), "body");

/** `item`, `sentence`, `texts`, `facts`: how the rest of the file is written (desk/famille.js). */
export function showSections(file, how) {
  showPeople(file, how);
  showQuotients(file, how);
  showPapers(file, how);
  showRequests(file, how);
  showHomes(file, how);
  showUnfinished(file, how);
  bodyOf("compte").replaceChildren(accountOf(file.account, how));
}

function link(href, textContent) {
  return Object.assign(document.createElement("a"), { className: "target", href, textContent });
}

const CAN_BE_INVITED = ["to_invite", "expired", "failed", "invited", "ended"];

const STATES = { active: "good", expired: "warn", failed: "bad", to_invite: "warn" };

function guardianOf(one, file, { item }) {
  const known = file.guardians.find(
    ({ last_name: last, first_name: first }) => last === one.last_name && first === one.first_name,
  );
  return item(
    {
      name: `${one.first_name} ${one.last_name}`,
      state: one.label,
      tone: STATES[one.state],
      first: one.email ?? "Pas d’adresse e-mail",
      second: one.in_file ? "" : "N’est plus dans le dossier, et a encore accès à la famille.",
      lines: one.addresses,
      alert: one.mail_alert,
      acts: [
        ...(one.person && one.file_email ? [["Lui écrire pour la confirmer", "confirmAddress", one]] : []),
        ...(one.person && CAN_BE_INVITED.includes(one.state)
          ? [[["to_invite", "ended"].includes(one.state) ? "Inviter" : "Inviter de nouveau", "invite", one]]
          : []),
        ...(one.person && one.state === "active" ? [["Mettre fin à son accès", "endAccess", one]] : []),
      ],
    },
    known && { kind: "guardian", of: known },
  );
}

function showPeople(file, how) {
  const { people } = file;
  bodyOf("responsables").replaceChildren(
    ...(people.length
      ? people.map((one) => guardianOf(one, file, how))
      : [how.sentence("Aucun responsable dans ce dossier.")]),
  );
}

const quotientOf = (one, { item, texts }) =>
  item({
    name: String(one.value),
    first: `depuis le ${dayInFull(one.since)}`,
    second: texts(one.label, one.proof, one.by && `noté par ${one.by}`),
    acts: [["Retirer", "removeQuotient", one]],
  });

function showQuotients({ quotients }, how) {
  bodyOf("quotient").replaceChildren(
    ...(quotients.length
      ? quotients.map((one) => quotientOf(one, how))
      : [how.sentence("Aucun quotient connu : le prix est celui prévu sans quotient.")]),
  );
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

const when = (at) => dayInFull(at.slice(0, 10));

const threadOf = (one, { item, texts }) =>
  item({
    name: one.subject,
    state: one.state_label,
    second: texts("message", when(one.last_at)),
    acts: [["Lire", "readThread", one]],
  });

function showRequests({ requests, threads }, how) {
  const list = Object.assign(document.createElement("ul"), { className: "file-lines" });
  list.append(...requests.map(({ label, asked_at: at }) => fill(clone("ligne"), { text: `${label}, le ${when(at)}` })));
  bodyOf("demandes").replaceChildren(
    ...(requests.length
      ? [list, link(deskScreen("demandes"), "Répondre dans Demandes")]
      : [how.sentence("Rien n’attend de réponse.")]),
    ...threads.map((one) => threadOf(one, how)),
  );
}

/** A merge into this file that stopped on its way, which nothing but an agent ends. */
function showUnfinished({ merging }, { item }) {
  document.getElementById("inachevee").hidden = !merging;
  const acts = [["Terminer la réunion", "finishMerge", { other: merging }]];
  const name = "Un autre dossier rejoint celui-ci";
  const second = "Cela s’est arrêté en route : d’ici là, la famille n’est pas facturée.";
  bodyOf("inachevee").replaceChildren(...(merging ? [item({ name, second, acts })] : []));
}

function showHomes({ homes }, how) {
  document.getElementById("foyers").hidden = !homes.length;
  document.querySelector("[href='#foyers']").parentElement.hidden = !homes.length;
  bodyOf("foyers").replaceChildren(...homes.map((one) => homeOf(one, how)));
}

function homeOf({ family, name, sentences }, { item }) {
  const made = item({ name: `Famille ${name}`, lines: sentences });
  made.append(link(deskScreen("famille", { id: family }), "Ouvrir son dossier"));
  return made;
}

function accountOf(
  { owed_cents: owed, late_cents: late, handed_over_cents: handed, credit_cents: credit, invoices_to_pay: count },
  { facts },
) {
  return facts([
    ["À payer", owed ? money(owed) : "Rien", owed && `${count} facture${count > 1 ? "s" : ""}`],
    ["Dont en retard", late && money(late)],
    ["Au Trésor public", handed && money(handed)],
    ["Avoir", credit && money(credit)],
  ]);
}
