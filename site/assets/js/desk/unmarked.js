/** What was not written down of the days that are not invoiced yet: each leads to its list, where it still can be. */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";

const FIRST = 5;

/** `canWrite`: whether the agent may open the day's list. Left out where there is nothing, or where it could not be read. */
export async function showUnmarked(section, { canWrite }) {
  let found;
  try {
    found = await get(await deskPath("unmarked", "before-invoicing"));
  } catch {
    return; // the day is what one came for
  }
  const { title, sentence, days } = found;
  const list = section.querySelector("ul");
  const all = part(section, "all");
  fill(section, { title, sentence });
  list.replaceChildren(...days.slice(0, FIRST).map((day) => rowOf(day, canWrite)));
  all.hidden = days.length <= FIRST;
  all.textContent = `Les montrer tous (${days.length})`;
  all.onclick = () => {
    list.replaceChildren(...days.map((day) => rowOf(day, canWrite)));
    all.hidden = true;
    (list.children[FIRST].querySelector("a") ?? list).focus();
  };
  section.hidden = !days.length;
}

function rowOf({ date, day, service, service_name: name, expected }, canWrite) {
  const many = expected > 1 ? "s" : "";
  const row = fill(clone("today-todo"), {
    count: `${expected}`,
    label: name,
    oldest: `${day.toLowerCase()}, enfant${many} attendu${many}`,
    due: "",
  });
  const link = row.querySelector("a");
  if (canWrite) link.href = deskScreen("pointage", { service, date });
  else link.classList.add("today-plain");
  return row;
}
