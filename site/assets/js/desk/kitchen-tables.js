/** A day of the kitchen, and its week, as tables. */
import { clone, fill, part } from "../base/parts.js";
import { inFrench } from "../base/days-and-hours.js";
import { sinceWhen } from "./when.js";

const weekdayAndNumber = inFrench("EEEE d");
const shortAndNumber = inFrench("EEE d");
const all = ({ under6, from6, adults }) => under6 + from6 + adults;
const word = (number) => (number ? `${number}` : "");

/** `more`: imports what writes, for who may. */
export function dayCard(day, { more, today, phone }) {
  const card = fill(clone("kitchen-day"), {
    title: `${day.title}, ${day.service_name}`,
    state: day.closed ? "" : day.state,
    call: day.last_call_sentence,
    closed: day.closed,
    meals: day.closed && !day.meals ? "" : `${day.meals}`,
    word: day.closed && !day.meals ? "" : "repas à cuisiner",
    baskets: day.baskets
      ? `et ${day.baskets} panier${day.baskets > 1 ? "s" : ""} apporté${day.baskets > 1 ? "s" : ""}`
      : "",
    waste: day.waste,
    phone: phone && ` au ${phone}`,
  });
  part(card, "alarm").hidden = !day.alarm;
  list(card, "remarks", day.remarks);
  list(card, "causes", day.causes);
  part(card, "after").hidden = !day.after.length;
  part(card, "after-title").textContent = day.after_title;
  list(card, "changes", day.after);
  counts(part(card, "counts"), day);
  names(card, day.names);
  const history = part(card, "history");
  history.hidden = !day.orders.length;
  part(card, "orders").append(...day.orders.map((order) => orderRow(order, day.date >= today && more)));
  if (more && !day.closed) more().then(({ showExtras }) => showExtras(card, day, today));
  return card;
}

function list(card, name, sentences) {
  const target = part(card, name);
  target.hidden = !sentences.length;
  target.replaceChildren(...sentences.map(item));
}

function item(sentence) {
  const made = document.createElement("li");
  made.textContent = sentence;
  return made;
}

function counts(table, { counts: lines, order }) {
  table.hidden = !lines.length;
  part(table, "ordered-head").hidden = order === null;
  let school;
  for (const line of lines) {
    if (line.school_name && line.school !== school)
      table.tBodies[0].append(schoolRow(line.school_name, order === null ? 5 : 6));
    school = line.school;
    const row = fill(clone("kitchen-line"), {
      menu: line.menu_name,
      under6: word(line.under6),
      from6: word(line.from6),
      adults: word(line.adults),
      all: `${all(line)}`,
      ordered: line.ordered === null ? "" : `${line.ordered}`,
    });
    for (const each of row.cells) each.hidden = false;
    part(row, "ordered").hidden = order === null;
    table.tBodies[0].append(row);
  }
}

function schoolRow(name, width) {
  const row = document.createElement("tr");
  row.className = "kitchen-school";
  const head = document.createElement("th");
  head.scope = "rowgroup";
  head.colSpan = width;
  head.textContent = name;
  row.append(head);
  return row;
}

function names(card, listed) {
  const block = part(card, "names");
  block.hidden = !listed.length;
  block.querySelector("ul").append(
    ...listed.map(({ name, school, school_class: level, menu, pai, allergy, basket, menu_unknown: unknown }) =>
      fill(clone("kitchen-name"), {
        name,
        where: [level, school].filter(Boolean).join(", "),
        menu: unknown ? "Menu illisible : demandez" : menu,
        pai: [allergy && "allergie", pai && !basket && "PAI"].filter(Boolean).join(" · "),
      }),
    ),
  );
}

function orderRow(order, more) {
  const { number, at, meals, changes, acknowledged_at: seen, sent_to: to, sent_again_at: again } = order;
  const row = fill(clone("kitchen-order"), {
    number: number === 1 ? "Commande" : `Différence ${number - 1}`,
    what: number === 1 ? `${meals} repas` : changes.join(" ; ") || "âges seulement",
    when: [
      `arrêtée ${sinceWhen(at)}`,
      to && (seen ? `reçue ${sinceWhen(seen)}` : `envoyée à ${to}`),
      again && `renvoyée ${sinceWhen(again)}`,
    ]
      .filter(Boolean)
      .join(", "),
  });
  if (more) more().then(({ offerAgain }) => offerAgain(part(row, "again"), order));
  return row;
}

/** `pick(date)`: shows that day large. */
export function weekTable(days, { day, pick }) {
  const table = clone("kitchen-week");
  part(table, "name").textContent = days[0].service_name;
  const served = days.filter(({ closed, counts: ofDay, remarks }) => !closed || ofDay.length || remarks.length);
  const [head, body, foot] = [
    table.querySelector("thead tr"),
    table.querySelector("tbody"),
    table.querySelector("tfoot tr"),
  ];
  head.append(...served.map((each) => dayHead(each, each.date === day, pick)));
  const lines = served.flatMap(({ counts: ofDay }) => ofDay);
  const schools = [...new Set(lines.map(({ school: code }) => code))];
  const places = new Map(
    schools.flatMap((code) => lines.filter((line) => line.school === code)).map((line) => [placeOf(line), line]),
  );
  let school;
  for (const [place, { school: code, school_name: name, menu_name: menu }] of places) {
    if (name && code !== school) body.append(schoolRow(name, served.length + 1));
    school = code;
    body.append(
      rowOf(
        menu,
        served.map(({ counts: ofDay }) => ofDay.find((line) => placeOf(line) === place)),
      ),
    );
  }
  foot.append(...served.map(({ meals }) => cell(`${meals}`)));
  return table;
}

const placeOf = ({ school, menu, basket }) => `${school} ${basket ? "\t" : ""}${menu}`;

function dayHead({ date, order }, isChosen, pick) {
  const head = document.createElement("th");
  head.scope = "col";
  head.className = "amount";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button-link";
  button.setAttribute("aria-pressed", `${isChosen}`);
  for (const [width, named] of [
    ["long", weekdayAndNumber],
    ["short", shortAndNumber],
  ])
    button.append(
      Object.assign(document.createElement("span"), { className: `kitchen-${width}`, textContent: named(date) }),
    );
  if (order) button.append(" ✓");
  button.addEventListener("click", () => pick(date));
  head.append(button);
  return head;
}

function rowOf(menu, lines) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = menu;
  row.append(head, ...lines.map((line) => cell(line ? word(all(line)) : "")));
  return row;
}

function cell(text) {
  const made = document.createElement("td");
  made.className = "amount";
  made.textContent = text;
  return made;
}
