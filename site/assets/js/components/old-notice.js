/** Says that the planning in view is not of now: there is no network, or the service does not answer. */
import { dayAndMonth, hour } from "../planning/words.js";

export function oldNotice(root, store) {
  const text = root.querySelector("[data-part=text]");
  root.querySelector("button").addEventListener("click", () => store.read());
  return {
    show() {
      const { planning, stale, failure } = store;
      root.hidden = planning ? !stale : !failure;
      // Of what nobody read, nothing is told: not that the basket is empty either.
      document.querySelector(".planning").hidden = !planning && failure;
      const why = navigator.onLine ? "le service ne répond pas" : "vous êtes hors ligne";
      const said = planning
        ? `Planning du ${dayAndMonth(planning.now.slice(0, 10))} à ${hour(planning.now)} — ${why}`
        : failure;
      // Said again only when it changes: the paragraph is a status.
      if (!root.hidden && text.textContent !== said) text.textContent = said;
    },
  };
}
