/** The screen around the rows: which service and day, the classes, how many, and whether the server has it. */
import { deskScreen } from "../base/desk.js";
import { groupsOf, isNamed, isOfGroup } from "../attendance/day-list.js";
import { counted, isAway } from "../attendance/fold.js";
import { longDay, saidHour } from "../base/days-and-hours.js";
import { dayAfter } from "../attendance/town-clock.js";

/** « 4 attendus » */
export const many = (number, word) => `${number} ${word}${number > 1 ? "s" : ""}`;

const byId = (id) => document.getElementById(id);

/** « jeudi 3 décembre, 16 h 30 à 18 h 30 · liste de 16 h 02 » */
function showHead({ service, date, services, list, today }) {
  const named = services.find(({ code }) => code === service)?.name ?? list?.service_name ?? "Pointage";
  byId("service").textContent = named;
  const times = list?.starts && list.ends ? `, ${saidHour(list.starts)} à ${saidHour(list.ends)}` : "";
  const read = list ? ` · liste ${readWhen(list.as_of, today)}` : "";
  byId("jour").textContent = date ? `${longDay(date)}${times}${read}` : "";
  if (date) {
    const other = date === today ? { name: "Demain", date: dayAfter(today) } : { name: "Aujourd’hui", date: today };
    const days = [{ ...other, code: service }];
    keep(
      byId("services"),
      [...services.map((each) => ({ ...each, date })), ...days].map((each) => linkTo(each, { service, date, today })),
    );
  }
  const unsure = list?.unreadable.length
    ? "Une fiche ne peut pas être lue : il manque peut-être un enfant. Prévenez la mairie."
    : "";
  const remark = list?.children.length ? list.remark : "";
  byId("remarque").textContent = [remark, unsure].filter(Boolean).join(" ");
  byId("remarque").hidden = !byId("remarque").textContent;
}

const readWhen = (at, today) =>
  (at.slice(0, 10) === today ? "" : `du ${longDay(at.slice(0, 10))}, `) + `de ${saidHour(at.slice(11, 16))}`;

/** The day stays out of the address where it is today: a page that is opened again tomorrow is of tomorrow. */
function linkTo({ code, name, date: day }, { service, date, today }) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { className: "attend-service", textContent: name });
  link.href = deskScreen("pointage", day === today ? { service: code } : { service: code, date: day });
  if (code === service && day === date) link.setAttribute("aria-current", "page");
  item.append(link);
  return item;
}

/** The classes as one choice: it stays when the list is read again. */
function showGroups(children, group) {
  const groups = groupsOf(children);
  const place = byId("groupes");
  place.hidden = groups.length < 2;
  const choices = [{ key: "", label: "Tous", count: children.length }, ...groups];
  const chosen = choices.some(({ key }) => key === group) ? group : "";
  keep(place, [place.firstElementChild, ...choices.map((each) => choiceOf(each, chosen))]);
  return chosen;
}

function choiceOf({ key, label, count }, chosen) {
  const text = Object.assign(document.createElement("label"), { className: "attend-group" });
  const box = Object.assign(document.createElement("input"), { type: "radio", name: "groupe", value: key });
  box.toggleAttribute("checked", key === chosen);
  const words = Object.assign(document.createElement("span"), { textContent: label });
  words.append(" ", Object.assign(document.createElement("b"), { textContent: `${count}` }));
  text.append(box, words);
  return text;
}

/** « 23 là · 4 attendus · 2 partis » */
function countSaid({ present, expected, left, absent }) {
  const said = [`${present} là`, many(expected, "attendu"), many(left, "parti")];
  if (absent) said.push(many(absent, "absent"));
  return said.join(" · ");
}

/** On paper, where nobody is counted by a tap: « En tout : 25 enfants, dont 2 déclarés absents ». */
function totalSaid(rows) {
  const away = rows.filter(isAway).length;
  const absent = away ? `, dont ${away} absent${away > 1 ? "s" : ""} : ${many(rows.length - away, "attendu")}` : "";
  return `En tout : ${many(rows.length, "enfant")}${absent}.`;
}

/** All around the rows; answers which of them are in view. */
export function showView({ device, open, group, town }, rows) {
  const { list } = open;
  const sought = byId("enfant").value.trim();
  showHead({ ...open, list, services: device.facts.services ?? [], today: device.now.day });
  const chosen = showGroups(rows, group);
  byId("papier").textContent = [town, groupsOf(rows).find(({ key }) => key === chosen)?.label]
    .filter(Boolean)
    .join(" · ");
  const isShown = (row) => (sought ? isNamed(row, sought) : isOfGroup(row, chosen));
  const ofGroup = rows.filter((row) => isOfGroup(row, chosen));
  byId("compte").textContent = list ? countSaid(counted(ofGroup)) : "";
  byId("total").textContent = list ? totalSaid(ofGroup) : "";
  const none = byId("personne");
  none.hidden = rows.some(isShown);
  if (list) none.textContent = sought ? "Personne de ce nom sur la liste." : `Personne n’est attendu. ${list.remark}`;
  return isShown;
}

/** What says the same stays as it is: nobody loses the place where they were. */
function keep(place, parts) {
  const same =
    parts.length === place.children.length &&
    parts.every((one, at) => one === place.children[at] || one.isEqualNode(place.children[at]));
  if (!same) place.replaceChildren(...parts);
}
