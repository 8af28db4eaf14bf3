/** As always, below the week: *Comme la semaine dernière* fills the basket for the week that is shown; *Enregistrer…* keeps it as a week that comes back. */
import { fillAndTell } from "./fill-and-tell.js";
import { keepPattern } from "./keep-pattern.js";

/** `button`: that was tapped; `screen`: as planning-screen.js answers it. */
export async function asAlways(button, store, screen) {
  if (!store.planning || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", true);
  const { start, children } = store.planning;
  const child = new URLSearchParams(location.search).get("enfant");
  const week = { monday: start, ...(children.some(({ id }) => id === child) && { child }) };
  if (button.id === "last-week") await fillAndTell(screen, "weeks", week);
  else await keepPattern(store, screen, { name: "Semaine type", weeks: "all", week });
  button.removeAttribute("aria-busy");
}
