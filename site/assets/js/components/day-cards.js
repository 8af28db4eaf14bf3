/** The week on a phone: its days one under another, nothing to scroll sideways. Days gone by are folded, and days on which all is closed. */
import { count } from "../planning/calendar-words.js";
import { clone, fill, part } from "../base/parts.js";
import { longDay } from "../base/days-and-hours.js";
import { capital } from "../planning/words.js";

/** `hold(slot, li)` is told where each cell goes, and answers whether there is one; `stateAt(slot)`: its state. */
export function dayCards({ days, children }, { today, hold, stateAt }) {
  const cards = document.createDocumentFragment();
  for (const { date, closed } of days) {
    const card = clone("week-day");
    let booked = 0;
    let shut = Boolean(closed);
    for (const child of children) {
      const section = clone("week-day-child");
      fill(section, { name: children.length > 1 ? child.first_name : null });
      for (const { code } of child.services) {
        const item = document.createElement("li");
        const slot = { child: child.id, service: code, date };
        if (hold(slot, item)) {
          part(section, "cells").append(item);
          shut &&= stateAt(slot) === "closed";
        }
        booked += ["validated", "locked"].includes(stateAt(slot));
      }
      if (part(section, "cells").children.length) card.append(section);
    }
    const free = card.childElementCount === 1;
    const happened = date < today && booked ? count(booked, "réservation") : closed;
    fill(card, {
      day: capital(longDay(date)),
      note: free ? "Rien ce jour-là" : date === today ? "Aujourd’hui" : happened,
    });
    card.open = date >= today && !free && !shut;
    cards.append(card);
  }
  return cards;
}

/** Paper has room for the table, whatever the screen. `grid`: of week-grid.js. */
export function tableOnPaper(grid) {
  const print = (printing) => {
    grid.printing = printing;
    grid.show(grid.child);
  };
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
}
