/** One of what waits: what is asked, what the answer does, and the answer. */
import { deskPath, deskScreen } from "../base/desk.js";
import { draft, dropDraft, keepDraft } from "../base/desk-drafts.js";
import { longDay } from "../base/days-and-hours.js";
import { money } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { sentFiles, takeFiles } from "../components/files.js";
import { leaveWith } from "../components/leaving.js";
import { weekName } from "../planning/days.js";
import { offerReady } from "./ready-sentences.js";
import { sinceWhen } from "./when.js";

/** What `a` says and does, by kind; an erasure is decided in the family's file. */
const ACCEPT = {
  booking: "Accepter",
  correction: "Accepter",
  proof: "Accepter",
  question: "Répondu autrement",
  paper: "Bien reçu",
};

/** For what the ready sentences are that one refuses with, where it is not a booking. */
const REFUSES = { correction: "correction", paper: "paper" };

/** `answer(how, needs)` gives one; `problem`: why the last one could not be done. */
export function showItem(place, item, { answer, close, mayAnswer, problem }) {
  const { entry } = item;
  const shown = clone("inbox-item");
  fill(shown, { subject: entry.subject, since: `depuis ${sinceWhen(entry.at)}`, problem });
  part(shown, "family").textContent = `Famille ${entry.family_name}`;
  part(shown, "family").href = deskScreen("famille", { id: entry.family });
  part(shown, "effect").append(...item.effect.filter(Boolean).map((sentence) => textOf("li", sentence)));
  part(shown, "body").append(...bodyOf(item, mayAnswer && answer));
  part(shown, "back").addEventListener("click", close);
  showActs(shown, item, { answer, mayAnswer });
  place.replaceChildren(shown);
}

/** Whether accepting would do something now: of a question about bookings that is all full, nothing. */
export const canAccept = ({ booking, lines }) => !booking || lines.some(({ accepted }) => accepted);

function showActs(shown, item, { answer, mayAnswer }) {
  const { entry, paper } = item;
  const isThread = ["question", "paper"].includes(entry.kind);
  const isWritten = isThread && !paper;
  part(shown, "acts").hidden = !mayAnswer;
  part(shown, "accept").hidden = !ACCEPT[entry.kind] || !canAccept(item);
  part(shown, "accept").textContent = ACCEPT[entry.kind];
  part(shown, "refuse").hidden = isWritten || ["erasure", "attendance"].includes(entry.kind);
  part(shown, "write").hidden = !isThread;
  part(shown, "write").classList.toggle("button-quiet", !isWritten);
  part(shown, "accept").classList.toggle("button-quiet", isWritten);
  showElsewhere(part(shown, "elsewhere"), entry);
  part(shown, "accept").addEventListener("click", () => {
    if (!isResidenceSaid(shown, item)) return;
    answer("accept", {
      lines: chosen(shown),
      until: untilOf(shown),
      resident: residentOf(shown),
      since: sinceOf(shown),
    });
  });
  const refusal = part(shown, entry.kind === "proof" ? "not-accepted" : "refusal");
  opensForm(shown, "refuse", refusal, (form) =>
    answer("refuse", { lines: chosen(shown), reason: form.querySelector("textarea, select").value.trim() }),
  );
  const ready = paper ? "paper" : REFUSES[entry.kind];
  if (ready) refusal.querySelector("[data-ready]").dataset.ready = ready;
  const reply = part(shown, "reply");
  takeFiles(reply, (...rest) => deskPath("files", entry.family, "uploads", ...rest));
  keepsWhatIsWritten(shown, reply.querySelector("textarea"), `reponse.${entry.id}`);
  opensForm(shown, "write", reply, async (form) => {
    try {
      answer("reply", { text: form.querySelector("textarea").value.trim(), files: await sentFiles(form) });
      dropDraft(`reponse.${entry.id}`);
    } catch (problem) {
      fill(form, { unsent: problem.title });
    }
  });
}

/** Who looks something up in a file while answering finds what they wrote, on this device, until it is sent. */
function keepsWhatIsWritten(shown, field, name) {
  field.addEventListener("input", () => keepDraft(name, field.value));
  part(shown, "write").addEventListener("click", async () => {
    field.value ||= (await draft(name)) ?? "";
  });
}

/** Where what the request cannot do is done: a booking beyond the places, an erasure. */
function showElsewhere(link, entry) {
  link.hidden = !["booking", "erasure", "attendance"].includes(entry.kind);
  if (link.hidden) return;
  if (entry.kind === "attendance") {
    link.textContent = "Ouvrir la liste du jour";
    link.href = deskScreen("pointage", { date: entry.due });
    return;
  }
  if (entry.kind === "booking") {
    link.textContent = "Voir sa semaine";
    link.href = deskScreen("reservations", { famille: entry.family, semaine: weekName(entry.due) });
  } else {
    link.textContent = "Ouvrir le dossier";
    link.href = deskScreen("famille", { id: entry.family });
  }
}

function opensForm(shown, button, form, give) {
  const field = form.querySelector("textarea, select");
  part(shown, button).addEventListener("click", () => {
    form.hidden = false;
    field.focus();
    offerReady(form.querySelector("[data-ready]"), field);
  });
  leaveWith(form, () => leaveForm(shown, button, form), "keep");
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const empty = !field.value.trim();
    const error = form.querySelector(".error");
    if (error) error.hidden = !empty;
    field.setAttribute("aria-invalid", empty);
    if (empty) return field.focus();
    give(form);
  });
}

function leaveForm(shown, button, form) {
  form.hidden = true;
  part(shown, button).focus();
}

/** The numbers of the lines that are ticked, in their order. */
const chosen = (shown) =>
  [...shown.querySelectorAll(".inbox-lines input")]
    .map((box, place) => (box.checked ? place : -1))
    .filter((at) => at >= 0);

/** Where an address leads to another town, accepting it asks whether the family lives in the commune there. */
function residenceOf(sentence) {
  return fill(clone("inbox-residence"), { sentence });
}

const residentOf = (shown) => {
  const said = shown.querySelector(".inbox-residence :checked");
  return said ? said.value === "yes" : undefined;
};

function isResidenceSaid(shown, { correction }) {
  if (!correction?.residence) return true;
  const fields = openFields(correction);
  const moved = chosen(shown).some((at) => ["address.postcode", "address.city"].includes(fields[at].field));
  const missing = moved && residentOf(shown) === undefined;
  const error = shown.querySelector(".inbox-residence .error");
  error.hidden = !missing;
  if (missing) shown.querySelector(".inbox-residence input").focus();
  return !missing;
}

/** From which day on the agent says that a quotient counts. */
const sinceOf = (shown) => shown.querySelector("#compte-a-partir")?.value;

/** Until when the agent says that a paper is good; empty where it always is. */
const untilOf = (shown) => shown.querySelector("#bonne-jusqu-au")?.value;

function bodyOf({ entry, booking, lines, correction, quotient, proof, thread, paper, doubts }, answer) {
  if (doubts.length) return doubts.map((doubt) => doubtOf(doubt, answer));
  if (booking)
    return [listOf(openLines(booking).map((line) => lineOf(line, effectOf(lines, line), entry.family, answer)))];
  if (correction) {
    const fields = listOf(openFields(correction).map((field) => fieldOf(field, entry)));
    const asked = answer && quotient ? [sinceField(quotient, entry)] : [];
    return [fields, ...asked, ...(correction.residence && answer ? [residenceOf(correction.residence)] : [])];
  }
  if (proof) return proofOf(proof, entry);
  if (thread) return [listOf(thread.messages.map(messageOf(thread)), "plain"), ...untilField(paper)];
  return [];
}

/** What two devices say of a child, and the choice between them. `answer`: false for who only reads. */
function doubtOf({ service_name: service, question, choices, ...doubt }, answer) {
  const shown = document.createElement("div");
  shown.append(textOf("p", `${service} : ${question}`));
  const line = textOf("p", "", "row");
  for (const { label, event } of choices) {
    const button = textOf("button", label, "button button-quiet");
    button.type = "button";
    button.disabled = !answer;
    button.addEventListener("click", () => answer("decide", { doubt, event }));
    line.append(button);
  }
  shown.append(line);
  return shown;
}

function untilField(paper) {
  if (!paper?.good_until) return [];
  const field = clone("inbox-until");
  field.querySelector("input").value = paper.good_until;
  return [field];
}

const openLines = (booking) => booking.lines.filter(({ state }) => state === "open");
const openFields = (correction) => correction.fields.filter(({ state }) => state === "open");
const effectOf = (lines, line) =>
  lines.find((one) => one.child === line.child && one.service === line.service && one.date === line.date);

/** `answer`: false for who only reads. */
function lineOf(line, effect, family, answer) {
  const verb = line.action === "cancel" ? "Annuler : " : "";
  const more = [money(line.price_cents), line.homes, line.late && "en retard", effect?.sentence || line.closed];
  const shown = fill(clone("inbox-line"), {
    what: `${verb}${line.service_name}, ${longDay(line.date)}, ${line.child_name}`,
    more: more.filter(Boolean).join(" · "),
  });
  const { child, service, date } = line;
  const where = { famille: family, semaine: weekName(date), enfant: child, service, jour: date };
  part(shown, "over").hidden = !answer || !effect?.over;
  part(shown, "over").href = deskScreen("reservations", where);
  return shown;
}

function fieldOf({ label, before, asked, now, sentence, files }, entry) {
  const moved = now !== null && now !== before ? `Le dossier dit aujourd’hui : ${now || "rien"}.` : "";
  const shown = fill(clone("inbox-field"), {
    label,
    change: `${before || "(rien)"} → ${asked || "(rien)"}`,
    more: sentence || moved,
  });
  if (files.length)
    import("./thread-files.js").then(({ showFiles }) => showFiles(shown, files, { ...entry, of: "corrections" }));
  return shown;
}

/** Another day is tried before it is written: what it would change of the prices takes the place of what was said. */
function sinceField({ since, ...quotient }, { family }) {
  const field = clone("inbox-since");
  const input = field.querySelector("input");
  input.value = since;
  input.addEventListener("change", async () =>
    (await import("./quotient-tried.js")).tryQuotient(input, { ...quotient, since: input.value }, family),
  );
  return field;
}

function proofOf({ title, child_name: name, reason, sentence, days, file }, { family, id }) {
  const why = reason ? ` : ${reason}` : "";
  const parts = [textOf("p", `${name}, ${title.toLowerCase()}${why}`)];
  parts.push(textOf("p", sentence, "soft"));
  parts.push(
    listOf(
      days.map((day) => textOf("li", `${day.day}, ${day.service_name} : ${money(day.price_cents)}`)),
      "plain",
    ),
  );
  const line = textOf("p", file ? "" : "Le fichier n’est plus là : il a été supprimé après un an.");
  if (file) {
    const open = textOf("button", "Ouvrir le justificatif", "button button-quiet");
    open.type = "button";
    open.addEventListener("click", async () => (await import("./thread-files.js")).openProof(family, id));
    line.append(open);
  }
  return [...parts, line];
}

const messageOf =
  (thread) =>
  ({ by, at, text, files }) => {
    const message = fill(clone("inbox-message"), { by, at: sinceWhen(at), text });
    if (files.length) import("./thread-files.js").then(({ showFiles }) => showFiles(message, files, thread));
    return message;
  };

function listOf(rows, name = "plain inbox-lines") {
  const list = document.createElement("ul");
  list.className = name;
  list.append(...rows);
  return list;
}

function textOf(name, textContent, className = "") {
  return Object.assign(document.createElement(name), { textContent, className });
}

const ANSWERED = { question: "répondu autrement", paper: "bien reçu", proof: "justificatif accepté" };

/** What was answered to whom, while it is on its way: « Réponse à la famille Martin : acceptée ». */
export function saidOf({ kind, family_name: name }, how) {
  if (how === "decide") return `Famille ${name} : votre choix sur la présence est noté`;
  const words = { accept: ANSWERED[kind] ?? "acceptée", refuse: "refusée", reply: "écrite" };
  return `Réponse à la famille ${name} : ${words[how]}`;
}

/** The request that gives the answer. `lines`: numbers of those that it is about; all of them where none is said. */
export async function answerOf(item, how, { lines, reason, text, files, until, doubt, event, resident, since }) {
  const { entry, booking, correction, thread, paper } = item;
  const { family, id } = entry;
  if (how === "decide") {
    const { child, date, service, seen } = doubt;
    const { newId } = await import("../attendance/ids.js");
    const now = Date.now();
    const tap = { id: newId(now), child, service, date, at: new Date(now).toISOString(), seen, ...event };
    return { method: "POST", path: await deskPath("attendance-events"), body: { device: "demandes", events: [tap] } };
  }
  if (booking) {
    const path = await deskPath("booking-requests", family, id);
    const meant = picked(openLines(booking), lines).map(({ child, service, date, action }) => ({
      child,
      service,
      date,
      action,
    }));
    return { method: "POST", path, body: how === "accept" ? { accept: meant } : { refuse: meant, reason } };
  }
  if (correction) {
    const path = await deskPath("corrections", family, id);
    const meant = picked(openFields(correction), lines).map(({ field }) => field);
    const day = since || item.quotient?.since;
    const accepts = { accept: meant, ...(resident !== undefined && { resident }), ...(day && { since: day }) };
    return { method: "POST", path, body: how === "accept" ? accepts : { refuse: meant, reason } };
  }
  if (thread && how === "reply") {
    const path = await deskPath("requests", family, id, "messages");
    return { method: "POST", path, body: { text, files, seen: thread.last } };
  }
  if (paper) {
    const path = await deskPath("papers", family, paper.paper, "decision");
    const { given } = paper;
    const accepts = { accepted: true, until: until || null, given };
    return { method: "POST", path, body: how === "accept" ? accepts : { accepted: false, reason, given } };
  }
  if (thread) {
    const path = await deskPath("requests", family, id, "state");
    return { method: "PUT", path, body: { state: "answered", seen: thread.last } };
  }
  const path = await deskPath("absences", family, id, "decision");
  const { seen } = item.proof;
  return { method: "POST", path, body: { not_accepted: how === "accept" ? null : reason, seen } };
}

const picked = (all, lines) => (lines?.length ? lines.map((at) => all[at]) : all);
