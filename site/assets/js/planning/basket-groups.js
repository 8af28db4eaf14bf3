/** The lines of the basket in groups, as its list shows them: those of one service and one act together. */
import { expiredWords, sum } from "./basket-view.js";
import { count } from "./calendar-words.js";

/** The group of lines that can no longer be validated: it comes before what can be. */
export const PROBLEM = "problem";
/** The group of those that left because they were not validated in time: it comes before all, and none of it is in the basket. */
export const EXPIRED = "expired";

/** The basket's `{lines, expired}` as `[{key, label, total_cents, lines}]` */
export function basketGroups({ lines, expired }) {
  const gone = { key: EXPIRED, label: expiredWords(expired.length), total_cents: 0, lines: expired };
  return [...(expired.length ? [gone] : []), ...groupsOf(lines)];
}

function groupsOf(lines) {
  const groups = new Map();
  for (const line of lines) {
    const key = line.problem ? PROBLEM : `${line.on_request ? "ask " : ""}${line.action} ${line.service}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups]
    .sort(([one], [other]) => (other === PROBLEM) - (one === PROBLEM))
    .map(([key, group]) => ({ key, label: labelOf(group), total_cents: sum(group), lines: group }));
}

function labelOf({ length, 0: { action, problem, on_request, service_name: name } }) {
  if (problem) return count(length, "demande à revoir", "demandes à revoir");
  if (on_request)
    return `${action === "cancel" ? "Demande d’annulation" : "Demande à la mairie"} : ${length} × ${name}`;
  return `${action === "cancel" ? "Annulation : " : ""}${length} × ${name}`;
}
