/** The sentences that agents have ready: written, put in order and taken away by the secretary. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { put } from "../base/writes.js";
import { onSubmit, refuse } from "../components/form.js";
import { leaveWith } from "../components/leaving.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const USES = ["reply", "refusal", "correction", "paper"];
let canWrite = false;
let version = 0;
/** The town's own, of all uses. */
let own = [];
let offered = [];
let closeForm = null;

const textsOf = (use) => offered.filter((one) => one.use === use).map(({ text }) => text);

function take(told) {
  ({ version, sentences: own, offered } = told);
  for (const use of USES) show(use);
}

function show(use) {
  const section = byId(use);
  const texts = textsOf(use);
  part(section, "own").hidden = own.some((one) => one.use === use);
  part(section, "add").hidden = !canWrite;
  part(section, "list").replaceChildren(...texts.map((text, place) => rowOf(use, texts, text, place)));
}

function rowOf(use, texts, text, place) {
  const row = fill(clone("phrase"), { text });
  part(row, "acts").hidden = !canWrite;
  const acts = {
    edit: (button) => write(use, button, place),
    up: () => save(use, moved(texts, place, -1), "C’est déplacé.", [place - 1, "up"]),
    down: () => save(use, moved(texts, place, 1), "C’est déplacé.", [place + 1, "down"]),
    remove: () => save(use, without(texts, text), "La phrase est retirée."),
  };
  for (const [name, act] of Object.entries(acts)) {
    const button = part(row, name);
    button.setAttribute("aria-label", `${button.textContent} : ${text}`);
    button.addEventListener("click", () => act(button)?.catch(collide));
  }
  part(row, "up").hidden = place === 0;
  part(row, "down").hidden = place === texts.length - 1;
  return row;
}

const without = (texts, text) => texts.filter((one) => one !== text);

function moved(texts, place, step) {
  const all = [...texts];
  all.splice(place + step, 0, ...all.splice(place, 1));
  return all;
}

/** Write all of a use. `at`: the row and the button where one goes on; the section's title where that button is not there. */
async function save(use, texts, words, at = []) {
  const before = own;
  const others = own.filter((one) => one.use !== use);
  await writeAll([...others, ...texts.map((text) => ({ use, text }))]);
  const [place, act] = at;
  const button = place === undefined ? null : part(part(byId(use), "list").children[place], act);
  if (button && !button.hidden) button.focus();
  else byId(`${use}-titre`).focus();
  tell(words, () => writeAll(before));
}

const writeAll = async (sentences) => take(await put(await deskPath("ready-sentences"), { version, sentences }));

/** What was done, and the contrary act. */
function tell(words, undo) {
  const strip = byId("fait");
  strip.hidden = false;
  fill(strip, { text: words });
  part(strip, "undo").onclick = async () => {
    try {
      await undo();
      strip.hidden = true;
      byId("phrases").focus();
      announce("C’est comme avant.");
    } catch (problem) {
      await collide(problem);
    }
  };
}

/** A colleague changed them meanwhile: theirs are shown, and nothing was overwritten. */
async function collide(problem) {
  byId("fait").hidden = true;
  if (problem.code === "ready_sentences_moved") take(await get(await deskPath("ready-sentences")));
  announce(problem.message);
}

/** One form at a time, at the sentence that it changes; without `place`, below them all. */
function write(use, button, place = -1) {
  closeForm?.();
  const list = part(byId(use), "list");
  const text = textsOf(use)[place] ?? "";
  const form = clone("ecrire");
  const field = form.elements.text;
  field.value = text;
  if (text) list.children[place].append(form);
  else list.after(form);
  closeForm = () => form.remove();
  const leave = () => {
    closeForm();
    button.focus();
  };
  leaveWith(form, leave);
  const send = async () => {
    const texts = textsOf(use);
    const known = text ? texts.indexOf(text) : -1;
    const said = field.value.trim();
    const wanted = known < 0 ? [...texts, said] : texts.map((one) => (one === text ? said : one));
    await save(use, wanted, "C’est enregistré.", [known < 0 ? texts.length : known, "edit"]);
    closeForm();
  };
  const refused = async (problem) => {
    if (problem.code === "ready_sentences_moved") {
      take(await get(await deskPath("ready-sentences")));
      list.after(form);
    }
    refuse(form, problem);
  };
  onSubmit(form, send, { refused });
  field.focus();
}

async function start() {
  try {
    canWrite = has(await town(), "secretary");
    byId("retour").href = deskScreen("demandes");
    take(await get(await deskPath("ready-sentences")));
    byId("corps").hidden = false;
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

for (const use of USES) part(byId(use), "add").addEventListener("click", (event) => write(use, event.currentTarget));

start();
