/** *Comme la semaine dernière*, below the week: one tap fills the basket for the week that is shown. */
import { fillAndTell } from "./fill-and-tell.js";

/** `button`: that was tapped; `screen`: as planning-screen.js answers it. */
export async function lastWeek(button, { planning }, screen) {
  if (!planning || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", true);
  const child = new URLSearchParams(location.search).get("enfant");
  const isHere = planning.children.some(({ id }) => id === child);
  await fillAndTell(screen, "weeks", { monday: planning.start, ...(isHere && { child }) });
  button.removeAttribute("aria-busy");
}
