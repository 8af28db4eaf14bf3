/** Mes demandes: all that the family asked of its town; one thread where the address names it. */
import { get } from "../base/api.js";
import { announce } from "../base/announce.js";
import { onSubmit } from "../components/form.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { id, pathOf } from "../base/address.js";
import { screen } from "../base/screens.js";
import { clone, fill, part } from "../base/parts.js";
import { clearFiles, sentFiles, takeFiles } from "../components/files.js";
import { post } from "../base/writes.js";

const all = document.getElementById("all");
const groups = document.getElementById("groups");
const form = document.getElementById("ask");
let known = [];
const older = document.getElementById("older");
/** Where to go on with what was not asked here. */
const SCREENS = { correction: "dossier", erasure: "compte", booking: "reservations", proof: "absences" };
const NAMES = { answered: "La mairie vous a écrit", open: "En attente de la mairie", closed: "Terminées" };

async function read() {
  hideTrouble();
  try {
    if (id) await (await import("../components/thread.js")).showThread(id);
    else show(await get(await pathOf("requests")));
  } catch (problem) {
    showTrouble(problem, read);
  }
  document.getElementById("wait").hidden = true;
}

function show({ requests, papers, next }) {
  const lists = Object.entries(NAMES).map(([state, name]) => groupOf(state, name));
  groups.replaceChildren(...lists);
  add(requests, next);
  document.getElementById("new").open = document.location.hash === "#nouvelle";
  showWanted(papers);
  all.hidden = false;
  // Mon dossier leads here for one paper, which no server reads in the address.
  const place = papers.findIndex(({ paper }) => document.location.hash === `#piece=${paper}`);
  document.getElementById("wanted").querySelectorAll("button")[place]?.click();
}

/** What the town still has to see: the form is then filled in but for the file. */
function showWanted(papers) {
  const wanted = document.getElementById("wanted");
  known = papers;
  wanted.hidden = !papers.length;
  // What may be given stands below what the town wrote and what waits.
  if (!papers.some(({ required }) => required)) groups.after(wanted);
  wanted.querySelector("ul").replaceChildren(
    ...papers.map(({ title, sentence }) => {
      const card = fill(clone("paper"), { title, sentence });
      card.querySelector("button").setAttribute("aria-label", `Envoyer, ${title}`);
      card.querySelector("button").addEventListener("click", () => {
        document.getElementById("new").open = true;
        form.elements.kind.value = "paper";
        form.elements.subject.value = title;
        document.getElementById("papers").focus();
      });
      return card;
    }),
  );
}

function groupOf(state, name) {
  const group = fill(clone("group"), { name });
  group.dataset.state = state;
  return group;
}

function add(requests, next) {
  for (const asked of requests) listOf(asked).append(cardOf(asked));
  older.hidden = !next;
  older.dataset.before = next ?? "";
  showEmpty();
}

const listOf = ({ state }) => groups.querySelector(`[data-state=${state}] ul`);

function showEmpty() {
  for (const group of groups.children) group.hidden = !group.querySelector("li");
  document.getElementById("none").hidden = Boolean(groups.querySelector("li"));
}

function cardOf(asked) {
  const card = fill(clone("asked"), {
    title: asked.title,
    state: asked.state_label,
    answer: asked.answer,
    kind: asked.kind_label,
    when: asked.when,
  });
  part(card, "state").classList.add(`chip-${asked.tone}`);
  const elsewhere = SCREENS[asked.kind];
  part(card, "title").href = screen(elsewhere ?? "demandes", elsewhere ? {} : { id: asked.id });
  return card;
}

older.addEventListener("click", async () => {
  try {
    const { requests, next } = await get(await pathOf("requests"), { before: older.dataset.before });
    add(requests, next);
  } catch (problem) {
    showTrouble(problem);
  }
});

takeFiles(form, (...rest) => pathOf("uploads", ...rest));
onSubmit(form, async (data) => {
  const sent = await post(await pathOf("requests"), {
    kind: data.get("kind"),
    subject: data.get("subject"),
    text: data.get("text"),
    files: await sentFiles(form),
    paper: data.get("kind") === "paper" ? known.find(({ title }) => title === data.get("subject"))?.paper : undefined,
  });
  form.reset();
  clearFiles(form);
  document.getElementById("new").open = false;
  const { when } = sent.messages[0];
  const card = cardOf({ ...sent, title: sent.subject, answer: "", tone: "accent", when });
  listOf(sent).prepend(card);
  showEmpty();
  showWanted(known.filter(({ title }) => title !== sent.subject));
  part(card, "title").focus();
  announce("Votre demande est envoyée à la mairie.");
});

await read();
