/**
 * The week of a family in which an agent books: what the règlement refuses to parents can be clicked too. What was clicked is chosen,
 * and nothing is sent before it is confirmed: all at once.
 */
import { keyOf } from "../planning/cells.js";
import { FamilyWeek } from "./family-week.js";

/** What one may do → the state that the grid draws, and the one of a cell that was chosen. */
const DRAWN = {
  reserve: { state: "bookable", chosen: "in_basket" },
  cancel: { state: "validated", chosen: "cancel_in_basket" },
};
/** States that parents click, of cells where an agent has nothing to do. */
const STILL = {
  bookable: "closed",
  can_wait: "full",
  waiting: "full",
  requested: "locked",
  cancel_requested: "locked",
};

/** A cell of the API as the grid draws it: `was` is what parents see. */
function drawn(cell) {
  const { action, state, regular_cents: cents, why, word } = cell;
  if (!action) {
    const still = STILL[state] ?? state;
    return { ...cell, was: state, state: still, word: word ?? WORDS[state], sentence: why || cell.sentence };
  }
  const price = action === "reserve" && !cell.paid_elsewhere ? cents : cell.price_cents;
  return { ...cell, was: state, state: DRAWN[action].state, price_cents: price };
}

const WORDS = { requested: "Demandé", cancel_requested: "Annulation demandée" };

export class DeskWeek extends FamilyWeek {
  readOnly = false;
  /** Slot → the cell that was chosen. */
  chosen = new Map();

  constructor(path) {
    super(path, "planning");
  }

  stateOf(cell) {
    return this.chosen.has(keyOf(cell)) ? DRAWN[cell.action].chosen : cell.state;
  }

  planningOf(planning) {
    const cells = planning.cells.map(drawn);
    // What somebody else did meanwhile is not to be done again.
    for (const cell of cells) {
      const chosen = this.chosen.get(keyOf(cell));
      if (chosen && cell.action !== chosen.action) this.chosen.delete(keyOf(cell));
    }
    return { ...planning, cells };
  }

  click(cell) {
    if (this.readOnly) return;
    const key = keyOf(cell);
    if (!this.chosen.delete(key)) this.chosen.set(key, cell);
    this.tell();
  }

  /** `lines`: `{child, service, date, action}`. */
  choose(lines) {
    this.chosen = new Map(lines.map((line) => [keyOf(line), line]));
    this.tell();
  }

  /** As the server is asked. */
  lines() {
    return [...this.chosen.values()].map(({ child, service, date, action }) => ({ child, service, date, action }));
  }
}
