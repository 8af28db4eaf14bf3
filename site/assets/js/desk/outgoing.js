/**
 * Answers that are given and have not left: each waits a moment, so that it can be taken back before any family has read it. They are
 * kept on the device until the server has answered, and sent again by the same key after a reload or a network that went.
 */
import { Problem } from "../base/problem.js";
import { send } from "../base/writes.js";

const KEPT = "preau.outgoing";
const WAIT_MS = 8000;

/** `{key, town, entry, said, method, path, body, givenAt, problem?}`, the oldest first. `said`: what was answered to whom. */
let answers = [];
let here;
let timer;
let sending = null;
let told = () => {};
let came = () => {};

/**
 * `tell(answers)` is called whenever they change; `arrived(answer, json | null, problem | null)` once the server has said what became of
 * one. What an earlier page left is sent at once.
 */
export function watchOutgoing(town, { tell, arrived }) {
  [here, told, came] = [town, tell, arrived];
  answers = stored().filter((answer) => answer.town === here);
  addEventListener("pagehide", leave);
  addEventListener("online", sendAgain);
  changed();
  return sendDue(Infinity);
}

/** Give an answer: it leaves in a moment, unless it is taken back. `group`: the name of those that were given at once, if it is one of them. */
export function give(entry, said, { method, path, body }, group) {
  answers.push({ key: crypto.randomUUID(), town: here, entry, said, method, path, body, group, givenAt: Date.now() });
  changed();
}

const waits = (answer) => answer !== sending && !answer.tried;

/** Take back the last answer that has not left, with those that were given at once with it: their entries, in the order they were given. */
export function takeBack() {
  const last = answers.findLast(waits);
  const taken = answers.filter(
    (answer) => answer === last || (waits(answer) && last.group && answer.group === last.group),
  );
  answers = answers.filter((answer) => !taken.includes(answer));
  if (taken.length) changed();
  return taken.map(({ entry }) => entry);
}

/** Those that met no server, once more. */
export function sendAgain() {
  for (const answer of answers) delete answer.problem;
  changed();
  return sendDue(Infinity);
}

/** All of them now: who signs out, or goes on elsewhere, has made up their mind. */
export const sendAll = () => sendDue(Infinity);

/** How long an answer can still be taken back; 0 once it is on its way. */
export const secondsLeft = (answer) =>
  waits(answer) ? Math.max(0, Math.ceil((answer.givenAt + WAIT_MS - Date.now()) / 1000)) : 0;

export const isOutgoing = ({ id }) => answers.some(({ entry }) => entry.id === id);

function changed() {
  const others = stored().filter(({ town }) => town !== here);
  const kept = answers.map((answer) => ({ ...answer, problem: undefined }));
  if (kept.length + others.length) localStorage.setItem(KEPT, JSON.stringify([...others, ...kept]));
  else localStorage.removeItem(KEPT);
  told(answers);
  clearTimeout(timer);
  const next = answers.find(({ problem }) => !problem);
  if (next) timer = setTimeout(() => sendDue(Date.now()), Math.max(0, next.givenAt + WAIT_MS - Date.now()));
}

const stored = () => JSON.parse(localStorage.getItem(KEPT) ?? "[]");

/** One after the other, those that were given long enough before `now`. */
async function sendDue(now) {
  if (sending) return;
  for (;;) {
    sending = answers.find(({ problem, givenAt }) => !problem && givenAt + WAIT_MS <= now) ?? null;
    if (!sending) return;
    try {
      await sendOne(sending);
    } finally {
      sending = null; // whatever it met: the others leave all the same
    }
  }
}

async function sendOne(answer) {
  answer.tried = true;
  changed();
  let [json, refused] = [null, null];
  try {
    json = await send(answer.method, answer.path, answer.body, { key: answer.key });
  } catch (problem) {
    if (!(problem instanceof Problem) || !(problem.status >= 400 && problem.status < 500)) {
      answer.problem = problem; // no server said no: it stays, and is sent again
      return changed();
    }
    refused = problem;
  }
  answers = answers.filter((one) => one !== answer);
  changed();
  came(answer, json, refused);
}

/** The page goes: the browser sends what is left behind it, and what it cannot is there when the page is opened next. */
function leave() {
  for (const { method, path, body, key, problem } of answers) {
    if (problem) continue;
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    fetch(path, { method, headers, body: JSON.stringify(body), keepalive: true }).catch(() => {});
  }
}
