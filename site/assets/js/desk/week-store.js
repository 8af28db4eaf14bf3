/**
 * The week of a family for an agent, as components/week-grid.js shows a week: what the règlement refuses to parents can be clicked too.
 * What was clicked is chosen, and nothing is sent before it is confirmed. Events: "change".
 */
import { get } from "../base/api.js";
import { addDays } from "../planning/days.js";
import { keyOf } from "../planning/cells.js";

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
  const price = action === "reserve" ? cents : cell.price_cents;
  return { ...cell, was: state, state: DRAWN[action].state, price_cents: price };
}

const WORDS = { requested: "Demandé", cancel_requested: "Annulation demandée" };

export class DeskWeek extends EventTarget {
  planning = null;
  readOnly = false;
  /** Nothing of this week is on its way: confirming sends all at once. */
  pending = new Map();
  /** Slot → the cell that was chosen. */
  chosen = new Map();

  #cells = new Map();
  #wanted = null;
  #turn = 0;

  constructor(path) {
    super();
    this.path = path;
  }

  get leaving() {
    return this.#wanted !== this.planning?.start;
  }

  cell(slot) {
    return this.#cells.get(keyOf(slot));
  }

  stateOf(cell) {
    return this.chosen.has(keyOf(cell)) ? DRAWN[cell.action].chosen : cell.state;
  }

  /** Read the week of that Monday; null: the one that is open. Throws Problem. */
  async read(monday = this.#wanted) {
    this.#wanted = monday;
    const turn = ++this.#turn;
    this.tell();
    const planning = await get(await this.path("planning"), monday ? { start: monday, end: addDays(monday, 6) } : {});
    if (turn !== this.#turn) return;
    this.#wanted = planning.start;
    this.planning = { ...planning, to_accept: undefined, cells: planning.cells.map(drawn) };
    this.#cells = new Map(this.planning.cells.map((cell) => [keyOf(cell), cell]));
    // What somebody else did meanwhile is not to be done again.
    for (const [key, chosen] of this.chosen) {
      const now = this.#cells.get(key);
      if (now && now.action !== chosen.action) this.chosen.delete(key);
    }
    this.tell();
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

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
