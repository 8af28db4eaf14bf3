/** Lists that nobody wrote down, of the days that are not invoiced yet: by day, the latest in view, those before folded. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";

const IN_VIEW = 2;

/** `canWrite`: whether the agent may open a list; `canLeave`: may say that nobody will write it down. Left out where there is nothing. */
export async function showUnmarked(section, may) {
  let found;
  try {
    found = await get(await deskPath("unmarked", "before-invoicing"));
  } catch {
    return; // the day is what one came for
  }
  const byDay = new Map();
  for (const list of found.days) byDay.set(list.date, [...(byDay.get(list.date) ?? []), list]);
  const days = [...byDay.values()].reverse();
  const acts = { ...may, settle: (act, lists) => settle(section, may, act, lists) };
  fill(section, { title: found.title || "Avant de facturer", sentence: found.sentence });
  const rows = days.map((lists) => dayRow(lists, acts));
  part(section, "days").replaceChildren(...rows.slice(0, IN_VIEW));
  part(section, "earlier").replaceChildren(...rows.slice(IN_VIEW));
  const earlier = days.slice(IN_VIEW);
  part(section, "fold").hidden = !earlier.length;
  part(section, "count").textContent = earlier.length > 1 ? `Les ${earlier.length} jours d’avant` : "Le jour d’avant";
  const old = earlier.flat();
  const all = part(section, "leave-all");
  all.hidden = !may.canLeave || old.length < 2;
  all.textContent = `Laisser ces ${old.length} listes sans pointage, pas celles d’au-dessus`;
  all.onclick = () => acts.settle("leave", old);
  section.hidden = !days.length && part(section, "done").hidden;
  return found.days.length;
}

function dayRow(lists, acts) {
  const row = fill(clone("non-pointe-jour"), { day: lists[0].day });
  part(row, "lists").append(...lists.map((list) => listOf(list, acts)));
  return row;
}

function listOf(list, { canWrite, canLeave, settle: settled }) {
  const { date, day, service, service_name: name, expected } = list;
  const many = expected > 1 ? "s" : "";
  const item = fill(clone("non-pointe-liste"), { name, expected: `${expected} attendu${many}` });
  const link = item.querySelector("a");
  if (canWrite) link.href = deskScreen("pointage", { service, date });
  else link.classList.add("today-plain");
  const leave = part(item, "leave");
  leave.hidden = !canLeave;
  leave.setAttribute("aria-label", `Laisser sans pointage : ${name}, ${day.toLowerCase()}`);
  leave.onclick = () => settled("leave", [list]);
  return item;
}

/** Done, then said where it can be taken back: what is billed is what it was. */
async function settle(section, may, act, lists) {
  const done = part(section, "done");
  const named = lists.map(({ date, service }) => ({ date, service }));
  try {
    await post(await deskPath("unmarked"), { act, lists: named });
  } catch (problem) {
    announce(problem.message);
    return;
  }
  const [{ service_name: name, day }] = lists;
  const what = lists.length > 1 ? `${lists.length} listes laissées` : `${name}, ${day.toLowerCase()} : laissée`;
  done.hidden = act === "take_up";
  part(section, "done-words").textContent = `${what} sans pointage, la facture ne change pas.`;
  part(section, "take-up").onclick = () => settle(section, may, "take_up", lists);
  const rest = await showUnmarked(section, may);
  // Those of the last days are not left with the others: somebody may still write them down.
  if (lists.length > 1 && rest)
    part(section, "done-words").textContent +=
      ` ${rest > 1 ? `${rest} listes des derniers jours restent` : "Une liste des derniers jours reste"} : quelqu’un peut encore les pointer, laissez-les une par une.`;
  const next = act === "leave" ? part(section, "take-up") : part(section, "days").querySelector("a");
  next?.focus();
}
