/** Writing to a family from its file, and reading what was written. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { clone, fill, part } from "../base/parts.js";
import { post, put } from "../base/writes.js";
import { ask } from "./file-ask.js";
import { sentFiles } from "./files.js";
import { refuse } from "./form.js";
import { openFile } from "./open-file.js";

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
