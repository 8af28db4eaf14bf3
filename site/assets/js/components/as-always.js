/** As always, below the week: *Comme la semaine dernière* fills the basket for the week that is shown; *Enregistrer…* keeps it as a week that comes back. */
import { fillAndTell } from "./fill-and-tell.js";
import { copyWeekOfAll, keepAllAndTell } from "./joined-fill.js";
import { keepPattern } from "./keep-pattern.js";

/** `button`: that was tapped; `view`: as planning-screen.js answers it. Of several families, each its own: `store.apart`. */
export async function asAlways(button, store, view) {
  if (!store.planning || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", true);
  const { start, children } = store.planning;
  const child = new URLSearchParams(location.search).get("enfant");
  const week = { monday: start, ...(children.some(({ id }) => id === child) && { child }) };
  const isCopied = button.id === "last-week";
  if (store.apart) await ofAll(store, view, week, isCopied);
  else if (isCopied) await fillAndTell(view, "weeks", week);
  else await keepPattern(store, view, asPattern(week));
  button.removeAttribute("aria-busy");
}

function ofAll(store, view, week, isCopied) {
  const each = store
    .apart(view)
    .map((one) => ({ ...one, asked: one.asked(week) }))
    .filter(({ asked }) => asked);
  if (isCopied) return copyWeekOfAll(view, each);
  return keepAllAndTell(
    view,
    each.map((one) => ({ ...one, asked: asPattern(one.asked) })),
  );
}

const asPattern = (week) => ({ name: "Semaine type", weeks: "all", week });
