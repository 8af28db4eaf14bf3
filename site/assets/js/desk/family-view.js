/** The planning of a family as components/week-grid.js reads it, for who may only look. Events: "change". */
import { get } from "../base/api.js";
import { addDays } from "../planning/days.js";
import { keyOf } from "../planning/cells.js";

export class FamilyView extends EventTarget {
  planning = null;
  family = "";
  readOnly = true;
  pending = new Map();

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

  stateOf({ state }) {
    return state;
  }

  /** Read the week of that Monday; null: the one that is open. Throws Problem. */
  async read(monday) {
    this.#wanted = monday;
    const turn = ++this.#turn;
    const days = monday ? { start: monday, end: addDays(monday, 6) } : {};
    const { family, planning } = await get(await this.path("view"), days);
    if (turn !== this.#turn) return;
    this.#wanted = planning.start;
    this.family = family;
    // Accepting the règlement is theirs to do.
    this.planning = { ...planning, to_accept: undefined };
    this.#cells = new Map(planning.cells.map((cell) => [keyOf(cell), cell]));
    this.dispatchEvent(new Event("change"));
  }
}
