/** Several of one kind, accepted at once: what each does is said before, and the button repeats how many they are. */
import { whileBusy } from "../base/busy.js";
import { dayInFull, money } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";

/** `items`: as the API shows each. `accept(items)` gives the answers of those of which `canAccept(item)` says that something can be accepted now. */
export function acceptTogether(place, items, { accept, close, canAccept }) {
  const shown = clone("inbox-item");
  const possible = items.filter(canAccept);
  fill(shown, { subject: `${items.length} demandes`, problem: "" });
  part(shown, "family").parentElement.hidden = true;
  part(shown, "effect").append(...items.map(rowOf), ...inAll(possible.flatMap(({ lines }) => lines)));
  for (const name of ["refuse", "write", "elsewhere"]) part(shown, name).hidden = true;
  const button = part(shown, "accept");
  button.textContent =
    possible.length === items.length
      ? `Accepter ces ${items.length} demandes`
      : `Accepter ${possible.length} demande${possible.length > 1 ? "s" : ""} sur ${items.length}`;
  button.hidden = !possible.length;
  button.addEventListener("click", () => whileBusy(button, () => accept(possible)));
  const back = part(shown, "back");
  back.addEventListener("click", close);
  back.parentElement.className = "";
  back.textContent = "← Ne rien accepter";
  place.replaceChildren(shown);
  (possible.length ? button : back).focus();
}

function rowOf({ entry, effect }) {
  return said(
    `Famille ${entry.family_name} : ${[entry.subject, ...effect].filter(Boolean).join(". ").replaceAll("..", ".")}`,
  );
}

/** The sum, and the days of which these requests want more places than are left: each alone would have one. */
function inAll(lines) {
  if (!lines.length) return [];
  const done = lines.filter(({ accepted }) => accepted);
  const books = done.filter(({ action }) => action === "reserve");
  const cents = books.reduce((sum, line) => sum + line.price_cents, 0);
  const left = lines.length - done.length;
  const parts = [
    books.length && `${count(books.length, "réservation")} (${money(cents)})`,
    done.length > books.length && count(done.length - books.length, "annulation"),
    left && `${count(left, "ligne")} à décider encore`,
  ];
  return [said(`En tout : ${parts.filter(Boolean).join(", ")}.`), ...tooMany(books).map(said)];
}

function tooMany(books) {
  const days = new Map();
  for (const line of books) {
    const key = `${line.service} ${line.date}`;
    days.set(key, [...(days.get(key) ?? []), line]);
  }
  return [...days.values()].flatMap((lines) => {
    const limits = lines.map(({ places_left: left }) => left).filter((left) => left !== null);
    const least = Math.min(...limits);
    if (lines.length <= least) return [];
    return `Attention, ${dayInFull(lines[0].date)} : ${count(lines.length, "réservation")} pour ${count(least, "place")}. Les premières de la liste passent, les autres reviennent avec « Complet ».`;
  });
}

const count = (number, word) => `${number} ${word}${number > 1 ? "s" : ""}`;
const said = (textContent) => Object.assign(document.createElement("li"), { textContent });
