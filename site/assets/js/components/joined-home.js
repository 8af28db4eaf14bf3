/** The first screen of a parent of several families: what each town says, each line with the town's name. */
import { get } from "../base/api.js";
import { clone, fill, part } from "../base/parts.js";
import { familyKey, familyPath } from "../base/session.js";
import { townName } from "../base/town-name.js";
import { keep, kept } from "../planning/planning-cache.js";
import { countOf, showNews, tellNews } from "./news-item.js";

/** Screens that show all of them. */
const OF_ALL = ["reservations", "agenda", "factures"];

/** `families`: entries of `Me.families`; `elements`: of pages/espace.js, `{limitOf, lineOf, linesOf, takeBack, tellOld}`; `most`: news of a town. */
export async function joinedHome(families, elements, most) {
  const towns = families.map((family) => ({ family, name: townName(family, families), key: familyKey(family) }));
  await readAll(towns, elements);
  // Nobody waits for what follows: what was read is shown first.
  await new Promise(requestAnimationFrame);
  await showAllNews(towns, most);
}

/** Each town for itself: one that does not answer says so beside the other, with what it said last on this device. */
async function readAll(towns, elements) {
  const answers = await Promise.all(towns.map((town) => read(town)));
  const old = answers.filter(({ problem }) => problem).map(oldOf);
  const again = () => readAll(towns, elements);
  show(
    answers.filter(({ answer }) => answer),
    elements,
    again,
  );
  elements.tellOld(old.join(" "), again);
}

async function read(town) {
  const path = familyPath(town.family, "home");
  try {
    const answer = await get(path);
    keep(path, answer);
    return { town, answer };
  } catch (problem) {
    return { town, problem, answer: await kept(path) };
  }
}

const oldOf = ({ town, problem, answer }) =>
  `${town.name} : ${answer ? `lu le ${answer.read_at}. ` : ""}${problem.message}`;

function show(answers, { limitOf, lineOf, linesOf, takeBack }, again) {
  const now = clone("home");
  now.id = "now";
  part(now, "days").append(...daysOf(answers).map(({ name, text }) => fill(clone("home-day"), { name, text })));
  for (const { town, answer } of answers)
    for (const limit of answer.limits) {
      const shown = limitOf({ ...limit, sentence: said(town, limit.sentence) });
      shown.setAttribute("aria-label", `${limit.name}, ${town.name}`);
      part(now, "limits").append(shown);
    }
  part(now, "limits").hidden = !part(now, "limits").children.length;
  const sick = part(now, "sick");
  const button = sick.firstElementChild;
  sick.replaceChildren(
    ...answers.filter(({ answer, problem }) => answer.sick && !problem).map((one) => sickOf(button, one, again)),
  );
  sick.className = "row";
  for (const { town, answer, problem } of answers)
    if (!problem && answer.undo)
      takeBack({ ...answer.undo, sentence: said(town, answer.undo.sentence) }, sick, town.family, again);
  sick.hidden = !sick.children.length;
  part(now, "lines").append(lineOf({ to: "reservations", sentence: "Mes réservations" }));
  for (const { town, answer } of answers)
    for (const line of linesOf(answer)) {
      const asked = OF_ALL.includes(line.to) ? line.asked : { ...line.asked, famille: town.key };
      part(now, "lines").append(lineOf({ ...line, asked, sentence: said(town, line.sentence) }));
    }
  document.getElementById("now").replaceWith(now);
  now.hidden = !answers.length;
}

/** A line a day: what each town says of it; where one has something, not that another has nothing. */
function daysOf(answers) {
  const all = answers.flatMap(({ town, answer }) => answer.days.map((day) => ({ ...day, town: town.name })));
  const dates = [...new Set(all.map(({ date }) => date))].sort();
  // What was noted of a day gone by comes after what is to come.
  const next = answers.flatMap(({ answer }) => answer.days.slice(0, 1).map(({ date }) => date)).sort()[0];
  return [...dates.filter((date) => date >= next), ...dates.filter((date) => date < next)].map((date) => {
    const told = all.filter((day) => day.date === date);
    const busy = told.filter(({ is_free: free }) => !free);
    const [first, ...others] = busy[0] ? busy : told;
    if (!others[0]) return { name: `${first.name}, ${first.town}`, text: first.text };
    if (!busy[0] && others.every(({ text }) => text === first.text)) return first;
    return { name: first.name, text: [first, ...others].map(({ town, text }) => `${town} – ${text}`).join(" ") };
  });
}

/** The child is declared sick where it was to come: each town hears of it by itself. */
function sickOf(button, { town, answer }, again) {
  const own = button.cloneNode(true);
  own.textContent = `${button.textContent} : ${town.name}`;
  own.onclick = async () => (await import("./sick-sheet.js")).openSick(answer.sick, town.family, again);
  return own;
}

const said = ({ name }, sentence) => `${name} : ${sentence[0].toLowerCase()}${sentence.slice(1)}`;

async function showAllNews(towns, most) {
  const list = document.getElementById("actualites");
  document.getElementById("news").hidden = false;
  const lists = towns.map(({ name }) => {
    const title = Object.assign(document.createElement("h3"), { textContent: name, hidden: true });
    const own = list.cloneNode(false);
    own.removeAttribute("id");
    list.before(title, own);
    return { title, own };
  });
  list.remove();
  const readNews = async () => {
    const found = towns.map(async ({ family }, index) => {
      const number = await countOf(showNews(lists[index].own, family, most));
      lists[index].title.hidden = !number;
      return number;
    });
    tellNews(await Promise.all(found), readNews);
  };
  await readNews();
}
