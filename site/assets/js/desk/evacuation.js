/**
 * Évacuation: who is here now in any service of the day, by class, from what the device holds. Each is counted by a tap. Phones are there
 * where they were kept today, or once the network answers.
 */
import { whileBusy } from "../base/busy.js";
import { clone, fill, part } from "../base/parts.js";
import { byName, compareLevels, nameOf } from "../attendance/day-list.js";
import { saidHour } from "../base/days-and-hours.js";

let asked = false;

export function showEvacuation(place, screen) {
  const { device } = screen;
  if (!place.firstElementChild) begin(place, screen);
  const rows = presentIn(screen);
  const counted = new Set(device.facts.counted ?? []);
  const { phones } = device.facts;
  const inView = rows.filter(({ child }) => counted.has(child)).length;
  fill(place, {
    title: `Évacuation : ${rows.length} là`,
    counted: `${inView} compté${inView > 1 ? "s" : ""} sur ${rows.length}`,
    when: whenSaid(device),
    none: rows.length ? "" : "Personne n’est noté présent sur cet appareil.",
  });
  part(place, "keep").hidden = Boolean(phones);
  part(place, "again").hidden = !inView;
  const groups = byClass(rows);
  const shown = JSON.stringify([groups, phones, [...counted]]);
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  const kept = document.activeElement?.value;
  part(place, "groups").replaceChildren(
    ...groups.map(([name, children]) => groupOf(name, children, { counted, phones, device })),
  );
  if (kept) place.querySelector(`[value="${kept}"]`)?.focus();
}

/** Each child once, in whatever services of today. */
function presentIn({ device, open }) {
  const lists = [...device.lists.values()].filter(({ date }) => date === device.now.day);
  const rows = lists.flatMap((list) => open.rows(list)).filter(({ presence }) => presence === "present");
  return [...new Map(rows.map((row) => [row.child, row])).values()].sort(byName);
}

function begin(place, { device, exchange }) {
  place.append(clone("evacuation-vue"));
  part(place, "keep").addEventListener("click", ({ currentTarget }) => keepPhones(currentTarget, place, exchange));
  part(place, "again").addEventListener("click", () => device.putFact("counted", []));
  part(place, "back").addEventListener("click", () => history.back());
  part(place, "title").focus();
  // With a network they come by themselves: who opens this does not look for a button.
  if (!device.facts.phones && navigator.onLine && !asked) keepPhones(part(place, "keep"), place, exchange);
}

function keepPhones(button, place, exchange) {
  asked = true;
  const tell = (trouble) => fill(place, { trouble });
  const failed = () => tell("Les téléphones n’ont pas pu être lus : pas de réseau, ou plus d’accès.");
  whileBusy(button, () => exchange.readPhones().then(() => tell(""), failed));
}

function whenSaid({ lists, now }) {
  const read = [...lists.values()].filter(({ date }) => date === now.day).map(({ as_of: at }) => at.slice(11, 16));
  return read.length ? `D’après cet appareil ; listes lues à ${saidHour(read.sort().at(-1))}.` : "";
}

function byClass(rows) {
  const groups = new Map();
  const schools = new Set(rows.map(({ school }) => school));
  for (const row of rows) {
    const name = [schools.size > 1 && row.school_name, row.school_class].filter(Boolean).join(" – ") || "Sans classe";
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].sort(([one], [other]) => compareLevels(one, other));
}

function groupOf(name, children, shared) {
  const group = fill(clone("evacuation-classe"), { name: `${name} : ${children.length}` });
  part(group, "children").append(...children.map((row) => childOf(row, shared)));
  return group;
}

function childOf(row, { counted, phones, device }) {
  const item = fill(clone("evacuation-enfant"), { name: nameOf(row) });
  const { child } = row;
  const box = item.querySelector("input");
  [box.value, box.checked] = [child, counted.has(child)];
  box.addEventListener("change", () => {
    const others = [...counted].filter((each) => each !== child);
    device.putFact("counted", box.checked ? [...others, child] : others);
  });
  // A list that the device has kept from before this was told has none.
  part(item, "phones").append(...(row.urgent ?? []).map(urgentOf), ...(phones?.[child] ?? []).map(phoneOf));
  return item;
}

/** What who treats the child must know: it came with the list, and shows without a network. */
const urgentOf = ({ label, phone }) =>
  phone ? phoneOf({ name: label, phone }) : Object.assign(document.createElement("strong"), { textContent: label });

function phoneOf({ name, phone }) {
  const link = Object.assign(document.createElement("a"), { className: "target", textContent: `${name} ${phone}` });
  link.href = `tel:${phone.replace(/[^+\d]/g, "")}`;
  return link;
}
