/**
 * What the screens show: the server's last planning and, over it, what was clicked and is not answered yet.
 * Events: "change" (show it again), "trouble" (detail: a sentence).
 */
import { get } from "../base/api.js";
import { familyPath } from "../base/session.js";
import { keyOf } from "./cells.js";
import { setClock } from "./clock.js";
import { keep, kept } from "./planning-cache.js";

export class Store extends EventTarget {
  planning = null;
  /** The planning comes from this device: the server could not be reached. */
  old = false;
  /** Why there is no planning to show: a sentence. */
  failure = null;
  /** Slot → `{slot, state, action, line}`, asked by a click and not answered yet; `action` and `line` are null to leave the basket. */
  pending = new Map();
  /** The basket is being validated. */
  validating = false;

  #span = {};
  #cells = new Map();
  #reading = false;
  #turn = 0;
  #moves = 0;

  /** `family`: an entry of `Me.families`; `view`: under which name the last planning is kept. */
  constructor(family, view) {
    super();
    this.path = (...resource) => familyPath(family, ...resource);
    this.keptAs = `${this.path("planning")}?dernier=${view}`;
  }

  /** Other days than those shown have been asked for. */
  get leaving() {
    return this.#reading && this.#span.start !== this.planning?.start;
  }

  /** What is shown may no longer be so. */
  get stale() {
    return this.old || !navigator.onLine;
  }

  /** Nothing can be clicked now. */
  get readOnly() {
    return this.stale || this.validating;
  }

  /** A validation that a reload cut short: validation.js finishes it. */
  get cutShort() {
    return sessionStorage.getItem(this.path("bookings"));
  }

  cell(slot) {
    return this.#cells.get(keyOf(slot));
  }

  stateOf(cell) {
    return this.pending.get(keyOf(cell))?.state ?? cell.state;
  }

  /**
   * Read the planning that the query asks for: `{start, end, next_week}`, at most 42 days; without a start, the days that the server
   * chooses. Without a query: the same days again.
   */
  async read(span = this.#span) {
    this.#span = span;
    this.#reading = true;
    const turn = ++this.#turn;
    const moves = this.#moves;
    this.tell();
    try {
      const planning = await get(this.path("planning"), span);
      if (turn !== this.#turn) return;
      // The server answered to a click meanwhile: that answer is younger.
      if (moves !== this.#moves) return await this.read(span);
      setClock(planning.now);
      this.#span = { ...span, start: planning.start, end: planning.end };
      this.#show(planning, false);
      keep(this.keptAs, planning);
    } catch (problem) {
      if (turn !== this.#turn) return;
      const planning = problem.code === "unreachable" ? await kept(this.keptAs) : null;
      if (planning) this.#show(planning, true);
      else this.#fail(problem.message);
    }
  }

  #show(planning, old) {
    this.planning = planning;
    this.old = old;
    this.failure = null;
    this.#reading = false;
    this.#cells = new Map(planning.cells.map((cell) => [keyOf(cell), cell]));
    this.tell();
  }

  #fail(sentence) {
    this.failure = sentence;
    this.#reading = false;
    this.tell();
    this.trouble(sentence);
  }

  /** The server said what the basket holds now. */
  moved(basket) {
    this.#moves += 1;
    this.planning.basket = basket;
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  trouble(sentence) {
    this.dispatchEvent(new CustomEvent("trouble", { detail: sentence }));
  }
}
