/** As always, below the week: *Comme la semaine dernière* fills the basket for the week that is shown; *Enregistrer…* keeps it as a week that comes back. */
import { fillAndTell } from "./fill-and-tell.js";
import { keepPattern } from "./keep-pattern.js";

/** `button`: that was tapped; `view`: as planning-screen.js answers it. Of several families, each its own: `store.apart`. */
export async function asAlways(button, store, view) {
  if (!store.planning || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", true);
  const { start, children } = store.planning;
  const child = new URLSearchParams(location.search).get("enfant");
  const whole = { monday: start, ...(children.some(({ id }) => id === child) && { child }) };
  const each = store.apart?.(view) ?? [{ store, view, asked: (asked) => asked }];
  await Promise.all(
    each.map(({ store: own, view: place, asked }) => {
      const week = asked(whole);
      if (!week) return null;
      if (button.id === "last-week") return fillAndTell(place, "weeks", week);
      return keepPattern(own, place, { name: "Semaine type", weeks: "all", week });
    }),
  );
  button.removeAttribute("aria-busy");
}
