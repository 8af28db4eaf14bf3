/** A child who came and is not on the list: found by name in the whole town, written down as unbooked. */
import { clone, fill, part } from "../base/parts.js";

const WAIT_MS = 250;
let timer;
let asked = 0;

/** What the field says now. `acts`: `{search(name), meals, isListed(child), add(found), online}`. */
export function lookFor(sought, place, acts) {
  clearTimeout(timer);
  asked += 1;
  place.hidden = sought.length < 2;
  if (place.hidden) return;
  const mine = asked;
  timer = setTimeout(async () => {
    const found = await acts.search(sought).catch(() => null);
    if (mine !== asked) return;
    const others = found?.filter(({ child }) => !acts.isListed(child)) ?? [];
    place.replaceChildren(...others.map((child) => rowOf(child, acts)));
    if (!found) place.append(sentence("Sans réseau, on ne cherche que dans la liste."));
    else if (others.length) place.append(...[acts.bills, acts.meals].filter(Boolean).map(sentence));
    else place.append(sentence("Aucun autre enfant de ce nom dans la commune."));
  }, WAIT_MS);
}

/** After the tap: what it is billed stays in sight until the next search. */
export function sayAdded(place, words) {
  clearTimeout(timer);
  asked += 1;
  place.hidden = false;
  place.replaceChildren(sentence(words));
}

function rowOf(child, acts) {
  const row = fill(clone("enfant-ajout"), {
    name: `${child.first_name} ${child.last_name}`,
    level: [child.school_class, child.school_name].filter(Boolean).join(", "),
  });
  part(row, "add").addEventListener("click", () => acts.add(child));
  return row;
}

const sentence = (textContent) => Object.assign(document.createElement("p"), { className: "soft", textContent });
