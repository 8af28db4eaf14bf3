/** A link to another week. In Vue Période it is shown without leaving the page. */
import { screen } from "../base/screens.js";
import { weekName } from "../planning/days.js";

/** `go(monday)`: where a week is shown without leaving the page. Answers `to(monday)`. */
export function weekLink(link, go) {
  let monday;
  link.addEventListener("click", (event) => {
    // A link that opens elsewhere, as the parent wants it.
    if (!go || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(monday);
  });
  return (wanted) => {
    monday = wanted;
    link.href = screen("reservations", { semaine: weekName(wanted) });
  };
}
