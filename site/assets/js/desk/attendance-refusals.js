/** What the server said no to, beside the child until it is read. */
import { clone, fill, part } from "../base/parts.js";

/** `forget(event, {anyway})`: it was read; or the child is there all the same. */
export function showRefusals(place, events, forget) {
  place.replaceChildren(
    ...events.map((event) => {
      const shown = fill(clone("enfant-refus"), { sentence: event.sentence });
      part(shown, "read").addEventListener("click", () => forget(event));
      // A town may take children in on a day on which its rules close: who is there says so.
      part(shown, "anyway").hidden = event.code !== "service_closed";
      part(shown, "anyway").addEventListener("click", () => forget(event, { anyway: true }));
      return shown;
    }),
  );
}
