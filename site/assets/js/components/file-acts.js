/**
 * Acts on a family's file that are not a change of its fields: papers, invitations, its data. Each is asked where its button is; the file is read
 * again once it is done (desk/famille.js).
 */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { clone, fill, part } from "../base/parts.js";
import { webAddress } from "../base/outside.js";
import { post, put, remove } from "../base/writes.js";
import { field, takeTurn } from "./file-form.js";
import { sentFiles, takeFiles } from "./files.js";
import { onSubmit, refuse } from "./form.js";

export const openEnrolments = async (asked) => (await import("./enrolment-form.js")).openEnrolments(asked);
export const openSafety = async (asked) => (await import("./safety-sheet.js")).openSafety(asked);

/** A small form below the button: what is to be known before, what must be filled in, and one act. */
function ask({ button, sentences, fields = [], more = [], files, words, danger, act, done }) {
  const form = clone("formulaire");
  const made = fields.map((one) => field(...one));
  part(form, "fields").append(...made.map(({ box }) => box), ...more);
  if (files) takeFiles(form, (...rest) => files("uploads", ...rest));
  const told = part(form, "effect");
  told.replaceChildren(...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  told.hidden = !sentences.length;
  const send = part(form, "send");
  send.textContent = words;
  if (danger) send.classList.add("button-danger");
  const closeForm = takeTurn(() => form.remove());
  button.closest(".file-acts, .actions, .file-head").after(form);
  const leave = () => {
    closeForm();
    button.focus();
  };
  part(form, "cancel").addEventListener("click", leave);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  const section = button.closest(".file-section");
  onSubmit(form, async () => {
    const said = await act(Object.fromEntries(made.map(({ name, value }) => [name, value()])), form);
    closeForm();
    announce(said);
    await done();
    section.querySelector("h2").focus();
  });
  (form.querySelector("input, select, textarea") ?? send).focus();
  return form;
}

/** Done at once, because the contrary act is as near. */
async function atOnce({ button, act, done, words }) {
  button.setAttribute("aria-busy", "true");
  const section = button.closest(".file-section");
  try {
    await act();
    announce(words);
    await done();
    section.querySelector("h2").focus();
  } catch (problem) {
    announce(problem.message ?? "Un problème est survenu. Réessayez dans un instant.");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** What somebody else did with the paper meanwhile is said, and shown: the file is read again. */
async function decide(town, file, { paper, given }, body, words) {
  try {
    await post(await town("papers", file.id, paper, "decision"), { ...body, given });
  } catch (problem) {
    if (problem.code !== "paper_moved") throw problem;
    return problem.message;
  }
  return words;
}

/** Seen at the counter, or sent: until when it is good, and its scan where the agent made one. */
export function acceptPaper({ of, button, file, path, town, done }) {
  const scan = of.given ? null : clone("scan");
  ask({
    button,
    done,
    sentences: of.given ? ["Un e-mail dit à la famille qu’une réponse l’attend."] : [],
    fields: of.good_until ? [["until", "Valable jusqu’au", { type: "date", required: true }, of.good_until]] : [],
    ...(scan && { more: [scan], files: path }),
    words: of.given ? "Bien reçu" : "Noter la pièce",
    act: async ({ until = null }, form) => {
      const files = scan ? await sentFiles(form) : [];
      return decide(town, file, of, { accepted: true, until, files }, "Pièce notée.");
    },
  });
}

export const refusePaper = ({ of, button, file, town, done }) =>
  ask({
    button,
    done,
    sentences: of.given ? ["La famille lit pourquoi, et peut envoyer un autre fichier."] : [],
    fields: [["reason", "Pourquoi elle est refusée", { required: true }]],
    words: "Refuser la pièce",
    act: ({ reason }) => decide(town, file, of, { accepted: false, reason }, "La pièce est refusée."),
  });

export const openPaper = ({ of, file, town }) => openFile(() => town("papers", file.id, of.paper, "files", of.id));

async function openFile(address) {
  try {
    const { url } = await get(await address());
    location.assign(webAddress(url));
  } catch (problem) {
    announce(problem.code === "not_found" ? "Ce fichier n’est plus conservé." : problem.message);
  }
}

const textOf = (form) => form.elements.text.value.trim();

const fullName = (one) => `${one.first_name} ${one.last_name}`;
const isTold = (one) => one.state === "active" && !one.mail_alert;

/** Whom that mail goes to: who has an account and receives mails; the others are named, and are to be told otherwise. */
function toldOf(people) {
  const told = people.filter(isTold).map((one) => `${fullName(one)} (${one.email})`);
  const others = people
    .filter((one) => !isTold(one))
    .map((one) => `${fullName(one)} (${one.state === "active" ? one.mail_alert : "pas de compte"})`);
  return [
    told.length ? `Il part à ${told.join(" et ")}.` : "Il ne part à personne : appelez la famille.",
    others.length && `Rien à ${others.join(" ni à ")}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The family reads it in Mes demandes, and may answer. */
export const writeToFamily = ({ button, file, path, done }) =>
  ask({
    button,
    done,
    sentences: [
      file.people.some(({ state }) => state === "active")
        ? `Un e-mail dit qu’un message attend, sans dire lequel. ${toldOf(file.people)}`
        : "Personne dans cette famille n’a ouvert son compte : aucun e-mail ne part, et elle ne lira ce message qu’en l’ouvrant.",
    ],
    fields: [["subject", "Objet", { required: true }]],
    more: [clone("texte"), clone("scan")],
    files: path,
    words: "Envoyer à la famille",
    act: async ({ subject }, form) => {
      await post(await path("requests"), { subject, text: textOf(form), files: await sentFiles(form) });
      return "Le message est envoyé à la famille.";
    },
  });

/** All that was written, and what the town adds to it. */
export async function readThread({ of, button, file, path, town, done }) {
  const address = (...more) => town("requests", file.id, of.id, ...more);
  const thread = await get(await address());
  const form = ask({
    button,
    done,
    sentences: [],
    more: [...thread.messages.map((one) => messageOf(one, address)), clone("texte"), clone("scan")],
    files: path,
    words: "Répondre",
    act: async (_, sent) => {
      const body = { text: textOf(sent), files: await sentFiles(sent), seen: thread.last };
      await post(await address("messages"), body);
      return "La réponse est envoyée à la famille.";
    },
  });
  const close = part(form, "remove");
  close.textContent = "Clore, sans un mot";
  close.hidden = thread.state === "closed";
  close.classList.remove("button-danger");
  close.addEventListener("click", async () => {
    try {
      await put(await address("state"), { state: "closed", seen: thread.last });
      announce("C’est clos.");
      await done();
    } catch (problem) {
      refuse(form, problem);
    }
  });
}

function messageOf({ by, when, text, files }, address) {
  const message = fill(clone("personne"), { name: by, state: "", whom: "", first: text, second: when });
  part(message, "lines").hidden = true;
  part(message, "acts").append(
    ...files.map(({ id, name, size }) => {
      const button = Object.assign(document.createElement("button"), {
        type: "button",
        textContent: `${name} (${size})`,
      });
      button.className = "button button-link";
      button.addEventListener("click", () => openFile(() => address("files", id)));
      return button;
    }),
  );
  return message;
}

/** Where papers are asked for, saying otherwise needs a reason; where none is, the agent's word is all there is. */
export const sayComplete = ({ of, button, path, done }) =>
  ask({
    button,
    done,
    sentences: [],
    fields: of.papers.length ? [["reason", "Pourquoi, malgré les pièces"]] : [],
    words: of.file_complete ? "Le dossier est incomplet" : "Le dossier est complet",
    act: async ({ reason = "" }) => {
      await put(await path(), { file_complete: !of.file_complete, reason: reason ?? "" });
      return "C’est enregistré.";
    },
  });

/** What it changes of prices is said first. */
export async function removeQuotient({ of, button, path, done }) {
  button.setAttribute("aria-busy", "true");
  const address = await path("quotients");
  const body = { value: null, since: of.since };
  try {
    const { sentences } = await put(address, { ...body, dry: true });
    ask({
      button,
      done,
      sentences,
      words: `Retirer le quotient de ${of.value}`,
      danger: true,
      act: async () => {
        await put(address, body);
        return "Le quotient est retiré.";
      },
    });
  } catch (problem) {
    announce(problem.message ?? "Un problème est survenu. Réessayez dans un instant.");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export const invite = ({ of, button, path, done }) =>
  atOnce({
    button,
    done,
    words: "L’invitation est partie.",
    act: async () => post(await path("access", of.person, "invitation"), { act: "invite" }),
  });

/** The file's address, of who has an account under another one: only they move it. */
export const confirmAddress = ({ of, button, path, done }) =>
  atOnce({
    button,
    done,
    words: `Un mail est parti à ${of.file_email}.`,
    act: async () => post(await path("access", of.person, "invitation"), { act: "confirm_address" }),
  });

/** It was decided when it began: there is nothing to choose. */
export const finishMerge = ({ of, button, path, done }) =>
  atOnce({
    button,
    done: async () => {
      await done();
      document.getElementById("famille").focus();
    },
    words: "La réunion est terminée.",
    act: async () => post(await path("merge"), { other: of.other, finish: true }),
  });

export const endAccess = ({ of, button, path, done }) =>
  ask({
    button,
    done,
    sentences: [
      `${of.first_name} ${of.last_name} n’aura plus accès à cette famille, sur aucun appareil. Un e-mail le lui dit. Une invitation rouvre l’accès.`,
    ],
    words: "Mettre fin à son accès",
    danger: true,
    act: async () => (await remove(await path("access", of.person))).sentence,
  });

export const showHistory = (shown) => showLines(shown, "history");

export const showReaders = (shown) => showLines(shown, "readers");

async function showLines({ button, path }, which) {
  button.setAttribute("aria-busy", "true");
  const section = button.closest(".file-section");
  try {
    const { lines, more, next } = await get(await path(which));
    const list = Object.assign(document.createElement("ul"), { className: "file-lines" });
    list.append(
      ...lines.map(({ when, sentence }) =>
        Object.assign(document.createElement("li"), { textContent: `${when} : ${sentence}` }),
      ),
    );
    const older = Object.assign(document.createElement("p"), {
      className: "soft",
      textContent: "Ce qui est plus ancien est dans les données que la famille peut demander.",
    });
    part(section, "body").replaceChildren(list, ...(more || next ? [older] : []));
    for (const one of button.parentElement.querySelectorAll("button")) one.hidden = one === button;
    section.querySelector("h2").focus();
  } catch (problem) {
    announce(problem.message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export async function exportData({ button, path }) {
  button.setAttribute("aria-busy", "true");
  try {
    const { url } = await post(await path("export"), { act: "export" });
    location.assign(webAddress(url));
  } catch (problem) {
    announce(problem.message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

const REASONS = [
  ["asked", "La famille l’a demandé"],
  ["left", "Elle a quitté la commune"],
  ["mistake", "Créée par erreur, ou en double"],
];

export async function eraseFamily({ of, button, path }) {
  const address = await path("erasure");
  const body = button.closest(".file-section");
  let said;
  try {
    said = await post(address, { act: "preview" });
  } catch (problem) {
    announce(problem.message);
    return;
  }
  const { obstacles, goes, stays } = said;
  if (obstacles.length) {
    part(body, "body").replaceChildren(
      ...["Avant d’effacer cette famille :", ...obstacles].map((text) =>
        Object.assign(document.createElement("p"), { textContent: text }),
      ),
    );
    return;
  }
  ask({
    button,
    done: () => location.reload(),
    sentences: ["Cela ne se défait pas.", `Sont effacés : ${goes.join(" ; ")}.`, `Restent : ${stays.join(" ; ")}.`],
    fields: [
      ["confirm", `Recopiez le nom de la famille : ${of.name}`, { required: true }],
      ["reason", "Pourquoi", { options: REASONS }],
    ],
    words: `Effacer la famille ${of.name}`,
    danger: true,
    act: async ({ confirm, reason }) => {
      await post(address, { act: "erase", confirm, reason });
      return "La famille est effacée.";
    },
  });
}
