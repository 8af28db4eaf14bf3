/** Mon dossier: the family's file as the town has it, what lacks first; « Tout est exact » confirms it for the school year. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { pathOf } from "../base/address.js";
import { whileBusy } from "../base/busy.js";
import { clone, fill, part } from "../base/parts.js";
import { screen } from "../base/screens.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { post } from "../base/writes.js";

const byId = (id) => document.getElementById(id);
const state = byId("etat");
const confirmation = byId("confirmer");
const button = confirmation.querySelector("button");
/** Where something that lacks is done. */
const LEADS = { paper: "demandes", reglement: "reglement" };
/** What of a section is corrected, each in a form of its own. */
const CORRECTS = {
  place: "Corriger",
  sheet: "Corriger",
  health: "Fiche sanitaire",
  names: "Corriger les noms",
  identity: "Nom, naissance",
  quotient: "Corriger",
};
/** Each part that was opened here, and whether it is still open: it counts as read, and stays as it is when the file is read again. */
const looked = new Map();
/** Where all parts stand side by side, none is folded and none is counted. */
const wide = matchMedia("(min-width: 64rem)");
let file;

async function read() {
  hideTrouble();
  try {
    file = await get(await pathOf("file"));
    show();
  } catch (problem) {
    state.textContent = "";
    showTrouble(problem, read);
  }
}

function show() {
  list(byId("manques"), file.lacks.map(lackOf));
  list(
    byId("attente"),
    file.waiting.map((title) => fill(clone("waiting"), { title })),
  );
  byId("sections").replaceChildren(...file.sections.map(sectionOf));
  fill(byId("attente"), { comprised: file.comprised });
  showLeft();
  const asks = `Dossier ${file.year_name} à confirmer : relisez, puis « Tout est exact ». Un des parents suffit.`;
  say(file.confirmed || [asks, file.before].join(" ").trim());
}

function say(sentence) {
  state.textContent = sentence;
  state.className = file.confirmed ? "alert alert-good" : "alert alert-warn";
  confirmation.hidden = Boolean(file.confirmed);
}

/** What is left to read, beside the button. */
function showLeft() {
  const left = file.sections.filter((section) => !looked.has(keyOf(section))).length;
  const words = left ? (left > 1 ? `${left} parties à relire` : "1 partie à relire") : "Tout est relu";
  fill(confirmation, { left: wide.matches ? "" : words });
}

function list(place, items) {
  part(place, "list").replaceChildren(...items);
  place.hidden = !items.length;
}

function lackOf(lack) {
  // A template's own document has no address, from which a link would be completed.
  const shown = document.adoptNode(fill(clone("lack"), { sentence: lack.sentence, link: lack.action }));
  const link = part(shown, "link");
  if (!LEADS[lack.lead]) {
    link.replaceWith(filling(lack));
    return shown;
  }
  link.href = screen(LEADS[lack.lead]);
  link.hash = lack.paper ? paperHash(lack.paper) : lack.lead;
  link.setAttribute("aria-label", `${lack.action}, ${lack.title}`);
  return shown;
}

/** Behind the address: no server reads which paper it is. */
const paperHash = (paper) => `piece=${paper}`;

/** What is filled in on this very screen. */
function filling({ action, title, lead, child }) {
  const opening = clone("correct");
  opening.textContent = action;
  opening.setAttribute("aria-label", `${action}, ${title}`);
  opening.addEventListener("click", () =>
    byId("sections")
      .querySelector(`[data-form="${formOf(lead, child)}"]`)
      .click(),
  );
  return opening;
}

const formOf = (what, child) => `${what}.${child || ""}`;
const keyOf = ({ code, child }) => formOf(code, child);

function sectionOf(section) {
  const { title, facts, to_invite: people } = section;
  const brief = facts.map((fact) => fact.brief).filter(Boolean);
  const shown = fill(clone("section"), { title, brief: brief.join("\n") });
  const key = keyOf(section);
  shown.open = looked.get(key) ?? wide.matches;
  part(shown, "read").hidden = !looked.has(key) || wide.matches;
  shown.addEventListener("toggle", () => {
    if (!shown.open && !looked.has(key)) return;
    looked.set(key, shown.open);
    part(shown, "read").hidden = wide.matches;
    showLeft();
  });
  part(shown, "facts").append(...facts.map(factOf));
  part(shown, "invite").append(...people.map(inviting));
  part(shown, "invite").hidden = !people.length;
  const wishes = Object.keys(CORRECTS).filter((what) => section[what]);
  part(shown, "correct").append(...wishes.map((what) => correcting(shown, section, what)));
  part(shown, "correct").hidden = !part(shown, "correct").children.length;
  return shown;
}

function factOf({ label, value, paper }) {
  const shown = document.adoptNode(fill(clone("fact"), { label, value }));
  const link = part(shown, "send");
  link.hidden = !paper;
  if (!paper) return shown;
  link.href = screen("demandes");
  link.hash = paperHash(paper);
  link.setAttribute("aria-label", `Envoyer, ${label}`);
  return shown;
}

function correcting(shown, section, what) {
  const correct = clone("correct");
  correct.textContent = CORRECTS[what];
  correct.dataset.form = formOf(what, section.child);
  correct.setAttribute("aria-label", `${CORRECTS[what]}, ${section.title}`);
  correct.addEventListener("click", async () => {
    shown.open = true;
    const { correctFile } = await import("../components/own-file-form.js");
    correctFile(part(shown, "body"), section, what, correct, file, send);
  });
  return correct;
}

function inviting({ person, name }) {
  const invite = clone("invite");
  invite.textContent = `Inviter ${name}`;
  invite.addEventListener("click", () =>
    whileBusy(invite, async () => {
      try {
        const { sentence } = await post(await pathOf("file", "invitations"), { person });
        await read();
        announce(sentence);
        state.focus();
      } catch (problem) {
        showTrouble(problem, read);
      }
    }),
  );
  return invite;
}

/** What the town is asked; what waits is read again, and said. */
async function send(corrected) {
  const { sentence } = await post(await pathOf("file", "corrections"), { seen: file.seen, ...corrected });
  await read();
  announce(sentence);
}

button.addEventListener("click", () =>
  whileBusy(button, async () => {
    try {
      hideTrouble();
      const { year, seen } = file;
      await post(await pathOf("file", "confirmation"), { year, seen });
      // It is another file now: what is corrected of it afterwards must have been read.
      await read();
      state.focus();
    } catch (problem) {
      showTrouble(problem, read);
    }
  }),
);

read();
