/** One thread with the town: templates/components/thread.html. */
import { get } from "../base/api.js";
import { announce } from "../base/announce.js";
import { pathOf } from "../base/address.js";
import { clone, fill, part } from "../base/parts.js";
import { webAddress } from "../base/outside.js";
import { screen } from "../base/screens.js";
import { post, put } from "../base/writes.js";
import { clearFiles, sentFiles, takeFiles } from "./files.js";
import { onSubmit, refuse } from "./form.js";

const section = document.getElementById("thread");
const form = document.getElementById("write");
const title = document.getElementById("title");
const CHIPS = { answered: "chip-good", open: "chip-accent", closed: "" };
let open;

export async function showThread(id) {
  show(await get(await pathOf("requests", id)));
  part(section, "back").href = screen("demandes");
  section.hidden = false;
}

function show(thread) {
  open = thread;
  title.textContent = thread.subject;
  document.title = `${thread.subject}, mes demandes`;
  fill(section, { state: thread.state_label, kind: thread.kind_label, sentence: thread.sentence });
  part(section, "state").className = `chip ${CHIPS[thread.state]}`;
  part(section, "messages").replaceChildren(...thread.messages.map(messageOf));
  form.hidden = !thread.may_write;
  part(section, "settle").hidden = thread.state === "closed";
}

function messageOf({ by, by_town: byTown, when, text, files }) {
  const message = fill(clone("written"), { by, when, text });
  part(message, "files").append(...files.map(fileOf));
  message.classList.toggle("written-ours", !byTown);
  return message;
}

function fileOf({ id, name, size }) {
  const item = clone("written-file");
  item.firstElementChild.textContent = `${name} (${size})`;
  item.firstElementChild.addEventListener("click", async () => {
    try {
      const { url } = await get(await pathOf("requests", open.id, "files", id));
      location.assign(webAddress(url));
    } catch (problem) {
      announce(problem.code === "not_found" ? "Ce fichier n’est plus conservé." : problem.message);
    }
  });
  return item;
}

takeFiles(form, (...rest) => pathOf("uploads", ...rest));
onSubmit(form, async (data) => {
  show(
    await post(await pathOf("requests", open.id, "messages"), {
      text: data.get("text"),
      files: await sentFiles(form),
    }),
  );
  form.reset();
  clearFiles(form);
  announce("Votre message est envoyé à la mairie.");
});

part(section, "settle").addEventListener("click", async () => {
  try {
    show(await put(await pathOf("requests", open.id, "state"), { state: "closed" }));
    title.focus();
    announce("La demande est terminée.");
  } catch (problem) {
    refuse(form, problem);
  }
});
