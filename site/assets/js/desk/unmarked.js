/** Lists that nobody wrote down, of the days that are not invoiced yet: by day, the latest in view, those before folded. */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";

const IN_VIEW = 2;

/** `canWrite`: whether the agent may open the day's list. Left out where there is nothing, or where it could not be read. */
export async function showUnmarked(section, { canWrite }) {
  let found;
  try {
    found = await get(await deskPath("unmarked", "before-invoicing"));
  } catch {
    return; // the day is what one came for
  }
  const byDay = new Map();
  for (const list of found.days) byDay.set(list.date, [...(byDay.get(list.date) ?? []), list]);
  const days = [...byDay.values()].reverse();
  fill(section, { title: found.title, sentence: found.sentence });
  const rows = days.map((lists) => dayRow(lists, canWrite));
  part(section, "days").replaceChildren(...rows.slice(0, IN_VIEW));
  part(section, "earlier").replaceChildren(...rows.slice(IN_VIEW));
  part(section, "fold").hidden = rows.length <= IN_VIEW;
  const before = rows.length - IN_VIEW;
  part(section, "count").textContent = before > 1 ? `Les ${before} jours d’avant` : "Le jour d’avant";
  section.hidden = !days.length;
}

function dayRow(lists, canWrite) {
  const row = fill(clone("non-pointe-jour"), { day: lists[0].day });
  part(row, "lists").append(...lists.map((list) => listOf(list, canWrite)));
  return row;
}

function listOf({ date, service, service_name: name, expected }, canWrite) {
  const many = expected > 1 ? "s" : "";
  const item = fill(clone("non-pointe-liste"), { name, expected: `${expected} attendu${many}` });
  const link = item.querySelector("a");
  if (canWrite) link.href = deskScreen("pointage", { service, date });
  else link.classList.add("today-plain");
  return item;
}
