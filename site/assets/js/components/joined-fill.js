/** One act in the weeks of several towns, each in its own family, told once: what it came to in each, and one *Annuler* for all. */
import { filled, TAKEN_OUT, undoOf } from "./fill-and-tell.js";
import { keepingTold, keptOf } from "./keep-pattern.js";
import { addDays } from "../planning/days.js";
import { rangesWords } from "../planning/range-words.js";

/** `view`: as planning-screen.js answers it, of all; `each`: `[{town, view, asked}]`, `asked`: the body of the API; `how`: as `change` takes it. */
export async function fillAllAndTell(view, how, each) {
  const done = await ofAll(each, ({ view: own, asked }) => filled(own.acts, how, asked));
  tellFilled(view, done);
}

/**
 * *Comme la semaine dernière*: one week of all of them. Where it held nothing for anybody, the last one that held something for one of them; the
 * others had nothing in it, and that is said.
 */
export async function copyWeekOfAll(view, each) {
  let done = await copyOf(each, addDays(each[0].asked.monday, -7));
  const earlier = done.map(({ answer }) => answer?.earlier).filter(Boolean);
  const isEmpty = done.every(({ answer }) => answer && !(answer.added + answer.already + answer.refused.length));
  if (isEmpty && earlier.length) done = await copyOf(each, earlier.sort().at(-1));
  tellFilled(view, done);
}

const copyOf = (each, like) => ofAll(each, ({ view, asked }) => filled(view.acts, "weeks", { ...asked, like }));

function tellFilled(view, done) {
  const undos = done.map(({ undo }) => undo).filter(Boolean);
  const told = done.map(({ town, view: own, answer, problem }) => ({
    label: town.label,
    answer,
    problem,
    nameOf: own.nameOf,
  }));
  view.tell({
    ...rangesWords(told),
    offers: undos.length ? [undoOf(view, TAKEN_OUT, () => all(undos))] : [],
  });
}

/** *Enregistrer cette semaine comme semaine type*: a week that comes back is of one family, so each keeps its own. */
export async function keepAllAndTell(view, each) {
  const done = await ofAll(each, async ({ store, asked }) => ({ kept: await keptOf(store, asked) }));
  const kept = done.filter((one) => one.kept);
  const told = kept.map(({ town, kept: one }) => ({ label: town.label, ...keepingTold(one) }));
  const undone = told.map((one) => one.undone).filter(Boolean);
  const problems = done.filter(({ problem }) => problem);
  view.tell({
    title: [...new Set(told.map(({ title }) => title))].join(", ") || problems[0].problem.title,
    text: [
      ...told.map(({ label, text }) => `${label} : ${text}`),
      ...problems.map(({ town, problem }) => `${town.label} : ${problem.message}`),
    ].join(" "),
    failed: problems.length > 0,
    offers: undone.length ? [undoOf(view, undone.join(" "), () => all(kept.map((one) => one.kept.undo)))] : [],
  });
}

/** Each for itself: one that refuses holds the others not back. `{...one, ...done}` of each, or `problem`. */
const ofAll = (each, act) =>
  Promise.all(
    each.map((one) =>
      act(one).then(
        (done) => ({ ...one, ...done }),
        (problem) => ({ ...one, problem }),
      ),
    ),
  );

/** Pressed again after a failure, `undos` go on from where they are: what is done is not done twice. */
async function all(undos) {
  while (undos.length) {
    await undos[0]();
    undos.shift();
  }
}
