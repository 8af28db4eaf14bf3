/** One click for many days, said where the screen begins, with *Annuler*: what was put in the basket leaves it again. */
import { announce } from "../base/announce.js";
import { whileBusy } from "../base/busy.js";
import { change } from "../planning/change.js";
import { rangeWords } from "../planning/range-words.js";

export const TAKEN_OUT = "Ce qui venait d’être mis dans le panier en est retiré.";
/** Slots that one request names. */
const AT_ONCE = 700;
/** A year over a bad network: the button alone says too little. */
const LONG_MS = 2000;

/** `view`: as planning-screen.js answers it; `how` and `asked`: as `change` takes them. */
export async function fillAndTell(view, how, asked) {
  const { acts, tell, nameOf, failed } = view;
  try {
    const { answer, undo } = await filled(acts, how, asked);
    tell({ ...rangeWords(answer, nameOf), offers: undo ? [undoOf(view, TAKEN_OUT, undo)] : [] });
  } catch (problem) {
    failed(problem);
  }
}

/** `{answer, undo}`, told by nobody yet; `undo()` takes out what was put in, null where nothing was. Throws Problem. */
export async function filled(acts, how, asked) {
  const lasting = setTimeout(() => announce("Votre panier se remplit : encore quelques secondes…"), LONG_MS);
  try {
    const answer = await change(acts, how, asked);
    const put = slotsOf(answer.put ?? {});
    return { answer, undo: put.length ? takeOut(acts, put) : null };
  } finally {
    clearTimeout(lasting);
  }
}

/** Takes `put` out of the basket in as many requests as it takes: how far that came is said, and pressed again it goes on from there. */
function takeOut(acts, put) {
  let done = 0;
  const far = () => `${done} dates sur ${put.length} sont retirées du panier`;
  return async () => {
    for (; done < put.length; done += AT_ONCE) {
      if (done) announce(`${far()}…`);
      try {
        await change(acts, "changes", { remove: put.slice(done, done + AT_ONCE) });
      } catch (problem) {
        throw done ? { ...problem, message: `${problem.message} ${far()} : « Annuler » retire les autres.` } : problem;
      }
    }
  };
}

/** The button *Annuler*. `undo()` takes back what is told; `said`: what is told then. While no answer comes, the button stays. */
export function undoOf({ tell }, said, undo) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: "Annuler",
  });
  const taken = () => tell({ title: "C’est annulé", text: said });
  const failed = ({ title, message }) => tell({ title, text: message, failed: true, offers: [button] });
  button.addEventListener("click", () => whileBusy(button, () => undo().then(taken, failed)));
  return button;
}

/** `{clara: {cantine: ["2026-11-30"]}}` → slots. */
const slotsOf = (put) =>
  Object.entries(put).flatMap(([child, services]) =>
    Object.entries(services).flatMap(([service, dates]) => dates.map((date) => ({ child, service, date }))),
  );
