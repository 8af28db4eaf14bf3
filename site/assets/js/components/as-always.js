/** As always, below the week: *Comme la semaine dernière* fills the basket for the week that is shown; *Enregistrer…* keeps it as a week that comes back. */
import { whileBusy } from "../base/busy.js";
import { unreachable } from "../base/problem.js";
import { fillAndTell } from "./fill-and-tell.js";
import { copyWeekOfAll, keepAllAndTell } from "./joined-fill.js";
import { keepPattern } from "./keep-pattern.js";

/** `button`: that was tapped; `view`: as planning-screen.js answers it. Of several families, each its own: `store.apart`. */
export async function asAlways(button, store, view) {
  if (store.planning) await whileBusy(button, () => doneFor(button.id === "last-week", store, view));
}

async function doneFor(isCopied, store, view) {
  const { start, children } = store.planning;
  const child = new URLSearchParams(location.search).get("enfant");
  const week = { monday: start, ...(children.some(({ id }) => id === child) && { child }) };
  if (store.apart) await ofAll(store, view, week, isCopied);
  else if (isCopied) await fillAndTell(view, "weeks", week);
  else await keepPattern(store, view, asPattern(week));
}

function ofAll(store, view, week, isCopied) {
  const each = store
    .apart(view)
    .map((one) => ({ ...one, asked: one.asked(week) }))
    .filter(({ asked }) => asked);
  // No town has answered for the week in view.
  if (!each.length) return view.failed(unreachable());
  if (isCopied) return copyWeekOfAll(view, each);
  return keepAllAndTell(
    view,
    each.map((one) => ({ ...one, asked: asPattern(one.asked) })),
  );
}

const asPattern = (week) => ({ name: "Semaine type", weeks: "all", week });
