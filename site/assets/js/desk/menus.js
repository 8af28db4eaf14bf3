/** Menus: the dishes and allergens of a week, typed or pasted, as families read them; and what the town calls its menus. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { draft, dropDraft, keepDraft } from "../base/desk-drafts.js";
import { keys } from "../base/desk-keys.js";
import { clone, fill, part } from "../base/parts.js";
import { named } from "../base/paths.js";
import { post, put } from "../base/writes.js";
import { onSubmit } from "../components/form.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const DRAFT = "menus";
const byId = (id) => document.getElementById(id);
const form = byId("ecrire");
const path = async (...more) => deskPath("menus", ...more);

/** The week as it was read. */
let week;
/** Day → the field of it: `read()` what is written, `write(menu)`. */
const fields = new Map();

const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

function dayField({ date, day, why }, choices) {
  const box = fill(clone("jour"), { day, why });
  const dishes = part(box, "dishes");
  dishes.id = `plats-${date}`;
  part(box, "label").htmlFor = dishes.id;
  const boxes = choices.map(({ code, name }) => {
    const choice = clone("allergene");
    choice.querySelector("span").textContent = name;
    return [code, name, choice, choice.querySelector("input")];
  });
  part(box, "choices").append(...boxes.map(([, , choice]) => choice));
  const ticked = () => boxes.filter(([, , , input]) => input.checked);
  const sum = () => {
    const names = ticked().map(([, name]) => name);
    part(box, "allergens").textContent = `Allergènes : ${names.join(", ") || "aucun noté"}`;
  };
  part(box, "choices").addEventListener("change", sum);
  return {
    box,
    read: () => ({ date, dishes: linesOf(dishes.value), allergens: ticked().map(([code]) => code) }),
    write: (menu) => {
      dishes.value = menu.dishes.join("\n");
      for (const [code, , , input] of boxes) input.checked = menu.allergens.includes(code);
      sum();
    },
  };
}

const written = () => [...fields.values()].map(({ read }) => read());

async function showWeek() {
  week = await get(await path(named("semaine") ?? "now"));
  byId("semaine").textContent = week.title;
  byId("avant").href = deskScreen("menus", { semaine: week.before });
  byId("apres").href = deskScreen("menus", { semaine: week.after });
  fields.clear();
  for (const day of week.days) {
    fields.set(day.date, dayField(day, week.allergens));
    fields.get(day.date).write(day);
  }
  byId("jours").replaceChildren(...[...fields.values()].map(({ box }) => box));
  byId("aucun").hidden = fields.size > 0;
  byId("enregistrer").hidden = !fields.size;
  const kept = await draft(DRAFT);
  const isMine = kept?.week === week.week && kept.version === week.version;
  if (isMine) write(kept.days);
  byId("repris").hidden = !isMine;
  const readFirst = !isMine && week.document?.days.length && week.days.every(({ dishes }) => !dishes.length);
  byId("lus").hidden = !readFirst;
  if (readFirst) write(week.document.days);
  showDocument?.(week.document);
}

const write = (days) => {
  for (const menu of days) fields.get(menu.date)?.write(menu);
};

/** The document comes after the week. */
let showDocument;
async function watchDocument() {
  const { menuDocument } = await import("./menu-document.js");
  showDocument = menuDocument({
    path: (...more) => path(week.week, "document", ...more),
    reload: showWeek,
    take(days) {
      write(days);
      keep();
      byId("lus").hidden = false;
      byId("lus").focus();
    },
  });
  showDocument(week.document);
}

const keep = () => keepDraft(DRAFT, { week: week.week, version: week.version, days: written() });
form.addEventListener("input", keep);

onSubmit(form, async () => {
  const days = written().filter(({ dishes }) => dishes.length);
  ({ version: week.version } = await put(await path(week.week), { version: week.version, days }));
  await dropDraft(DRAFT);
  byId("repris").hidden = true;
  byId("lus").hidden = true;
  announce("Le menu de la semaine est enregistré.");
});

onSubmit(byId("coller"), async (asked) => {
  const { days, unread } = await post(await path(week.week, "reading"), { text: asked.get("text") });
  const placed = days.filter(({ date }) => fields.has(date));
  for (const menu of placed) fields.get(menu.date).write(menu);
  const many = placed.length > 1 ? "s" : "";
  fill(byId("lu"), {
    said: placed.length
      ? `${placed.length} jour${many} rempli${many}. Relisez, puis enregistrez la semaine.`
      : "Aucun jour n’a été reconnu : commencez chaque jour par son nom.",
  });
  const lines = [...unread, ...days.filter((menu) => !placed.includes(menu)).map(({ dishes }) => dishes.join(", "))];
  part(byId("lu"), "unread").replaceChildren(
    ...lines.map((text) => Object.assign(document.createElement("li"), { textContent: `Laissé de côté : ${text}` })),
  );
  byId("lu").hidden = false;
  byId("lu").focus();
  if (placed.length) keep();
});

/** Names come after the week. */
async function showNames() {
  const { menuNames } = await import("../components/menu-names.js");
  await menuNames(byId("noms"), deskPath);
}

async function start() {
  try {
    const here = await town();
    await showWeek();
    byId("corps").hidden = false;
    hideTrouble();
    if (!showDocument) await watchDocument();
    if (has(here, "secretary")) await showNames();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

keys({
  p: ["La semaine précédente", () => byId("avant").click()],
  s: ["La semaine suivante", () => byId("apres").click()],
});
start();
