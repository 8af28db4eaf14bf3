/** A whole list at once: « tous étaient là, sauf… », for a day that nobody wrote down child by child. */
import { clone, fill, part } from "../base/parts.js";
import { isAway } from "../attendance/fold.js";

/** Who is expected, and of whom nothing is written down: who is said to be absent stays so. */
const leftOver = (rows) => rows.filter((row) => row.presence === "expected" && !isAway(row) && row.expected !== "no");

const children = (number) => `${number} enfant${number > 1 ? "s" : ""}`;
let done = null;

/**
 * `rows`: those in view. `acts`: `{list, isToday, noteAll(rows), takeBackAll(events)}`; null where nothing may be written.
 * What was done stays there to be taken back, until another list is opened.
 */
export function showAll(place, rows, acts) {
  if (done && done.key !== acts?.list.key) done = null;
  const left = acts ? leftOver(rows) : [];
  place.hidden = !left.length && !done;
  if (place.hidden) return place.replaceChildren();
  const panel = place.firstElementChild ?? place.appendChild(begin());
  const verb = acts.isToday ? "sont" : "étaient";
  fill(panel, {
    open: left.length ? `Tous ${verb} là, sauf…` : "",
    how: `Notez d’abord les absents par « … ». ${acts.list.unmarked_bills ?? ""}`,
    confirm: left.length ? `Noter ${children(left.length)} là` : "",
    done: done ? `${children(done.events.length)} noté${done.events.length > 1 ? "s" : ""} là.` : "",
  });
  part(panel, "undo").hidden = !done;
  part(panel, "open").onclick = () => toggle(panel);
  part(panel, "confirm").onclick = () => {
    toggle(panel, false);
    done = { key: acts.list.key, events: [] };
    done.events = acts.noteAll(left);
    acts.render();
    part(panel, "undo").hidden = false;
    part(panel, "undo").focus();
  };
  part(panel, "undo").onclick = () => {
    const { events } = done;
    done = null;
    acts.takeBackAll(events);
    acts.render();
    part(panel, "open").hidden = false;
    part(panel, "open").focus();
  };
}

function begin() {
  const panel = clone("liste-entiere");
  toggle(panel, false);
  return panel;
}

function toggle(panel, isOpen = part(panel, "detail").hidden) {
  part(panel, "detail").hidden = !isOpen;
  part(panel, "open").setAttribute("aria-expanded", String(isOpen));
}
