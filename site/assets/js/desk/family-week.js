/** One week of a family's planning, read for an agent, as components/week-grid.js shows a week. Events: "change". */
import { get } from "../base/api.js";
import { addDays } from "../planning/days.js";
import { keyOf } from "../planning/cells.js";

export class FamilyWeek extends EventTarget {
  planning = null;
  readOnly = true;
  /** Nothing of this week is on its way. */
  pending = new Map();

  #cells = new Map();
  #wanted = null;
  #turn = 0;

  /** `path(…resource)`: the address of what is asked of the family's file; `resource`: what answers the week. */
  constructor(path, resource) {
    super();
    this.path = path;
    this.resource = resource;
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

  /** The planning in what the API answered. */
  planningOf(answer) {
    return answer;
  }

  /** Read the week of that Monday; null: the one that is open; without: the same again. Throws Problem. */
  async read(monday = this.#wanted) {
    this.#wanted = monday;
    const turn = ++this.#turn;
    this.tell();
    const answer = await get(await this.path(this.resource), monday ? { start: monday, end: addDays(monday, 6) } : {});
    if (turn !== this.#turn) return;
    // Accepting the règlement is theirs to do.
    this.planning = { ...this.planningOf(answer), to_accept: undefined };
    this.#wanted = this.planning.start;
    this.#cells = new Map(this.planning.cells.map((cell) => [keyOf(cell), cell]));
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
