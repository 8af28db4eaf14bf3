/** The rows of what waits: kept as they are when the list is read again, so that no focus and no tick is lost. */
import { clone, fill, part } from "../base/parts.js";
import { isOneKind } from "./inbox-why.js";
import { sinceWhen } from "./when.js";

export const shownRow = (id) => document.querySelector(`#liste [data-id="${CSS.escape(id)}"] .inbox-entry`);

export const tickOf = (id) => id && shownRow(id)?.closest("li").querySelector("input");

/** Under the list, how many are ticked and what can be done with them. */
export function showTicked(bar, ticked) {
  bar.hidden = !ticked.length;
  const said = ticked.length === 1 ? "Une demande cochée" : `${ticked.length} demandes cochées`;
  if (part(bar, "ticked").textContent !== said) part(bar, "ticked").textContent = said;
  const all = part(bar, "all");
  all.hidden = ticked.length < 2;
  all.disabled = !isOneKind(ticked);
  all.textContent = isOneKind(ticked)
    ? `Accepter ces ${ticked.length} demandes…`
    : "Choisissez des demandes d’une même sorte";
}

/** `open(entry)` is called for the one that is clicked, `ticked()` when one is ticked. `current`: the entry that is open, or null. */
export function keepRows(list, entries, { open, current, ticked }) {
  const known = new Map([...list.children].map((row) => [row.dataset.id, row]));
  const rows = entries.map((entry) => known.get(entry.id) ?? rowOf(entry, ticked));
  for (const [place, row] of rows.entries()) {
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
    const entry = entries[place];
    row.querySelector(".inbox-entry").onclick = () => open(entry);
    row.querySelector(".inbox-entry").setAttribute("aria-current", entry.id === current?.id);
    row.toggleAttribute("data-current", entry.id === current?.id);
    fill(row, { since: sinceWhen(entry.at) });
  }
  while (list.children.length > rows.length) list.lastElementChild.remove();
}

function rowOf(entry, ticked) {
  const row = fill(clone("inbox-row"), {
    subject: entry.subject,
    family: `Famille ${entry.family_name}`,
    due: entry.due_sentence,
    tick: `Choisir : ${entry.subject}, famille ${entry.family_name}`,
  });
  row.dataset.id = entry.id;
  part(row, "tick").parentElement.querySelector("input").addEventListener("change", ticked);
  return row;
}
