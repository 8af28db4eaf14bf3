/** What is eaten on the days that are shown, below the week or the month; left out where nothing is known. */
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";
import { apiPath } from "../base/paths.js";

const asked = new Map();

/** `section`: where it stands, empty. Answers `show(planning, start, end)`; of a planning of several towns, each has its own. */
export function dayMenus(section) {
  const shown = new Map();
  return ({ commune, services, towns = [{ commune, services }] }, start, end) => {
    for (const town of towns) {
      const { id } = town.commune;
      if (!shown.has(id))
        shown.set(id, menusOf(town.label ? section.appendChild(document.createElement("section")) : section));
      shown.get(id)(town, start, end);
    }
  };
}

function menusOf(section) {
  section.className = "card stack";
  section.hidden = true;
  let wanted = "";
  return async ({ commune, services, label }, start, end) => {
    const which = `${commune.id} ${start} ${end}`;
    if (which === wanted) return;
    wanted = which;
    section.hidden = true;
    if (!asked.has(which)) asked.set(which, get(apiPath("communes", commune.id, "menus"), { start, end }));
    let menus;
    try {
      menus = await asked.get(which);
    } catch {
      asked.delete(which); // the week is what one came for: it stands without its menu
      wanted = wanted === which ? "" : wanted;
      return;
    }
    const eats = services.some(({ code }) => menus.services.includes(code));
    if (which !== wanted || !eats || !(menus.days.length || menus.documents.length)) return;
    const title = textOf("h2", label ? `Au menu : ${label}` : "Au menu");
    title.id = `menu-${commune.id}`;
    section.setAttribute("aria-labelledby", title.id);
    section.replaceChildren(title, ...menus.days.map(dayOf), ...menus.documents.map(linkTo));
    section.hidden = false;
  };
}

function dayOf({ day, dishes, allergens }) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  list.append(...dishes.map((dish) => textOf("li", dish)));
  box.append(textOf("h3", day[0].toUpperCase() + day.slice(1)), list);
  if (allergens) box.append(Object.assign(textOf("p", allergens), { className: "soft" }));
  return box;
}

function linkTo({ name, url }) {
  const line = document.createElement("p");
  line.append(Object.assign(textOf("a", name), { className: "target", href: webAddress(url), download: "" }));
  return line;
}

const textOf = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });
