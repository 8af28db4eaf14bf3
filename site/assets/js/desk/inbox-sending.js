/** The strip of what is on its way, or could not go: said in words, never by a colour alone. */
import { part } from "../base/parts.js";
import { secondsLeft } from "./outgoing.js";

const strip = document.getElementById("envoi");
let leaving = [];
let counting;

/** `answers`: those that have not reached the server, the oldest first. */
export function tell(answers) {
  const failed = answers.filter(({ problem }) => problem);
  leaving = answers.filter(({ problem }) => !problem);
  strip.hidden = !answers.length;
  strip.classList.toggle("alert-bad", failed.length > 0);
  say([failed.length && unsent(failed), leaving.length && onTheWay(leaving)].filter(Boolean).join(" "));
  part(strip, "undo").hidden = !leaving.length;
  part(strip, "again").hidden = !failed.length;
  clearInterval(counting);
  if (leaving.length) counting = setInterval(count, 1000);
  count();
}

/** A sentence that is the same is not said again. */
function say(sentence) {
  const text = part(strip, "text");
  if (text.textContent !== sentence) text.textContent = sentence;
}

/** For the eye alone: a reader that speaks hears once how long there is. */
function count() {
  const last = leaving.at(-1);
  const seconds = last ? secondsLeft(last) : 0;
  const several = leaving.length > 1 ? `${leaving.length} envois, le dernier` : "Part";
  part(strip, "left").textContent = !last ? "" : seconds > 0 ? `${several} dans ${seconds}\u00a0s` : "Envoi…";
}

const unsent = ([{ said, problem }, ...more]) =>
  more.length
    ? `${more.length + 1} réponses n’ont pas pu partir : ${problem.message}`
    : `${said}. L’envoi n’a pas pu se faire : ${problem.message}`;

/** The last act in words, which may be of several. */
function onTheWay(all) {
  const { group, said } = all.at(-1);
  const together = group ? all.filter((one) => one.group === group) : [];
  return together.length > 1 ? `${togetherSaid(together.map(({ entry }) => entry))}.` : `${said}.`;
}

const MOST_NAMED = 8;

/** « 3 demandes acceptées : Durand, Martin, Petit » */
function togetherSaid(all) {
  const names = new Map();
  for (const { family_name: name } of all) names.set(name, (names.get(name) ?? 0) + 1);
  const said = [...names].map(([name, times]) => (times > 1 ? `${name} (${times})` : name));
  const rest = said.length > MOST_NAMED ? ` et ${said.length - MOST_NAMED} autres familles` : "";
  return `${all.length} demandes acceptées : ${said.slice(0, MOST_NAMED).join(", ")}${rest}`;
}
