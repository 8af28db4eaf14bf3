/** *Mes semaines types*, above the form of Vue Agenda: each put in the basket for a week, a month or the year, forgotten, or made of what the form chose. */
import { fillAndTell, undoOf } from "./fill-and-tell.js";
import { fillAllAndTell } from "./joined-fill.js";
import { bodyOf, keepPattern } from "./keep-pattern.js";
import { endOf, UNKNOWN } from "./range-ends.js";
import { get } from "../base/api.js";
import { whileBusy } from "../base/busy.js";
import { post, remove } from "../base/writes.js";
import { mondayOf } from "../planning/days.js";
import { firstMonday } from "../planning/first-monday.js";
import { monthEnd } from "../planning/months.js";
import { dayAndMonth, shortDate } from "../planning/words.js";

/** What the form asks for, and what came of it, as of a week that comes back. Of several families, each for its own children and services. */
export async function fillRange(store, screen, range) {
  if (!store.apart) return fillAndTell(screen, "ranges", range);
  const each = store
    .apart(screen)
    .map((one) => ({ ...one, asked: one.asked(range) }))
    .filter(({ asked }) => asked);
  if (!each.length) return screen.failed({ title: "Aucune date n’a été ajoutée", message: NOBODY });
  return fillAllAndTell(screen, "ranges", each);
}

const FILLS = "Mettre dans le panier :";
const NOBODY = "Aucun des enfants choisis n’est connu de la commune des services choisis.";

/** `root`: the folded section, once it was opened, perhaps before any script was there; `chosen()`: the form's choices; `screen`: as planning-screen.js answers it. */
export async function weekPatterns(root, store, screen, chosen) {
  if (root.children.length > 1) return;
  const inside = element("div", { className: "stack", id: "patterns" });
  root.append(inside);
  await planned(store);
  if (store.apart) await ofEachTown(inside, store, screen, chosen);
  else await patternsOf(inside, store, screen, chosen);
}

/** A week that comes back is of one family: each has its own below the name of its town. */
async function ofEachTown(root, store, screen, chosen) {
  const nothing = { children: [], services: [], weekdays: [] };
  for (const own of store.apart(screen)) {
    const place = element("section", { className: "stack stack-small", id: `patterns-${own.town.key}` });
    place.append(element("h2", { textContent: own.town.label }));
    root.append(place);
    await patternsOf(place, own.store, own.view, () => own.asked(chosen()) ?? nothing);
  }
}

async function patternsOf(root, store, screen, chosen) {
  const path = (...rest) => store.path("week-patterns", ...rest);
  const list = element("div", { className: "stack stack-large" });
  const status = element("p", { role: "status" });
  const name = element("input", {
    className: "input",
    value: "Semaine type",
    maxLength: 40,
    id: `pattern-name-${root.id}`,
  });
  const label = element("label", { textContent: "Nom de la semaine", htmlFor: name.id });
  const field = element("div", { className: "field" });
  field.append(label, name);
  const keep = button("Enregistrer les choix faits plus bas", async () => {
    const { children, services, weekdays, weeks } = chosen();
    const lines = children.flatMap((child) => services.map((service) => ({ child, service, weekdays })));
    if (lines.length && weekdays.length && name.value.trim())
      await keepPattern(store, screen, { name: name.value, weeks, lines }, read);
    else
      screen.failed({
        title: "Rien n’est enregistré",
        message: "Choisissez plus bas les enfants, les services et les jours, et donnez un nom à la semaine.",
      });
    await read();
  });
  const inside = element("div", { className: "stack stack-small" });
  inside.append(list, status, field, actions(keep));
  root.append(inside);
  await read();

  async function read() {
    try {
      const { patterns } = await get(path());
      const both = patterns.length === 2 && new Set(patterns.map(({ weeks }) => weeks)).size === 2;
      const alternate = both && patterns.every(({ weeks }) => weeks !== "all");
      list.replaceChildren(
        ...(alternate ? [together(patterns)] : []),
        ...patterns.map((pattern) => shown(pattern)),
        ...(patterns.length
          ? []
          : [element("p", { textContent: "Aucune pour l’instant : une semaine qui revient s’enregistre une fois." })]),
      );
      status.textContent = "";
    } catch ({ message }) {
      status.replaceChildren(`${message} `, button("Réessayer", read));
    }
  }

  function together(patterns) {
    const title = `${patterns.map((each) => each.name).join(" et ")}, en alternance`;
    return section(title, [FILLS], fills(patterns.flatMap(({ lines }) => lines)));
  }

  function shown(pattern) {
    const forget = button("Supprimer", async () => {
      await remove(path(pattern.id));
      const undo = undoOf(screen, `« ${pattern.name} » est de nouveau enregistrée.`, async () => {
        await post(path(), bodyOf(pattern));
        await read();
      });
      screen.tell({
        title: `« ${pattern.name} » est supprimée`,
        text: "Vos réservations et votre panier ne changent pas.",
        offers: pattern.lines.length ? [undo] : [],
      });
      await read();
    });
    const said = pattern.lines.length ? [...pattern.sentences, FILLS] : pattern.sentences;
    const made = section(pattern.name, said, fills(pattern.lines));
    made.append(actions(forget));
    return made;
  }

  /** For how long, each in one tap: from the first day on which something can be done. */
  function fills(lines) {
    if (!lines.length) return [];
    const { today, start, next_week: open } = store.planning;
    const from = open > today && start <= today ? open : today;
    const monday = firstMonday(mondayOf(from), lines);
    const spans = {
      week: `Semaine du ${shortDate(monday)}`,
      month: `Jusqu’au ${shortDate(monthEnd(from))}`,
      holidays: "Jusqu’aux vacances",
      year: "L’année scolaire",
    };
    return Object.entries(spans).map(([until, text]) =>
      button(text, async () => {
        const first = until === "week" && monday > from ? monday : from;
        const end = await endOf(until, store, first);
        if (!end) return screen.failed({ title: "Aucune date n’a été ajoutée", message: UNKNOWN });
        status.textContent = `Votre panier se remplit jusqu’au ${dayAndMonth(end)}…`;
        await fillAndTell(screen, "patterns", { lines, start: first, end });
        status.textContent = "";
      }),
    );
  }

  function button(textContent, act) {
    const made = element("button", { type: "button", className: "button button-quiet", textContent });
    made.addEventListener("click", () => whileBusy(made, () => act().catch(screen.failed)));
    return made;
  }
}

/** The first planning is there: it says from which day on. */
const planned = (store) =>
  new Promise((resolve) => {
    const seen = () => store.planning && resolve();
    store.addEventListener("change", seen);
    seen();
  });

const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

function actions(...buttons) {
  const row = element("div", { className: "row range-presets" });
  row.append(...buttons);
  return row;
}

function section(title, sentences, buttons) {
  const made = element("div", { className: "stack stack-small" });
  made.append(
    element("h2", { className: "legend", textContent: title }),
    ...sentences.map((sentence) => element("p", { textContent: sentence })),
    actions(...buttons),
  );
  return made;
}
