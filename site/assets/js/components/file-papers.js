/** Papers of a family's file: taken in, refused, opened. */
import { clone } from "../base/parts.js";
import { post } from "../base/writes.js";
import { ask } from "./file-ask.js";
import { sentFiles } from "./files.js";
import { openFile } from "./open-file.js";

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
