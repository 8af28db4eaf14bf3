/** Several of one kind, accepted at once: what each does is said before, and the button repeats how many they are. */
import { clone, fill, part } from "../base/parts.js";

/** `items`: as the API shows each. `accept(items)` gives their answers. */
export function acceptTogether(place, items, { accept, close }) {
  const shown = clone("inbox-item");
  fill(shown, { subject: `${items.length} demandes`, problem: "" });
  part(shown, "family").parentElement.hidden = true;
  part(shown, "effect").append(...items.map(rowOf));
  for (const name of ["refuse", "write", "elsewhere"]) part(shown, name).hidden = true;
  const button = part(shown, "accept");
  button.textContent = `Accepter ces ${items.length} demandes`;
  button.addEventListener("click", () => accept(items));
  part(shown, "back").addEventListener("click", close);
  part(shown, "back").parentElement.className = "";
  part(shown, "back").textContent = "← Ne rien accepter";
  place.replaceChildren(shown);
  button.focus();
}

function rowOf({ entry, effect }) {
  const row = document.createElement("li");
  row.textContent = `Famille ${entry.family_name} : ${entry.subject}. ${effect[0] ?? ""}`;
  return row;
}
