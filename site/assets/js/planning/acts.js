/**
 * What a parent does to the basket. Clicks on dates are shown at once; the first leaves at once too, and those made while it is
 * under way leave together after it. What the server refuses is taken back, with its sentence.
 */
import { renew } from "./answered-cells.js";
import { lineOf } from "./basket-line.js";
import { clickOn, keyOf } from "./cells.js";
import { untilAnswered } from "./network.js";
import { post } from "../base/writes.js";

export const WAITING = "La connexion est coupée. Vos choix partiront dès son retour, et ne compteront qu’une fois.";

export class Acts {
  /** Clicks wait for the network: leaving now would lose them. */
  waiting = false;
  #queued = new Map();
  #sent = new Map();
  #busy = false;
  /** What was clicked so far has its answer. */
  settled = Promise.resolve();

  /** `refused(lines)` hears which dates the server would not put in the basket. */
  constructor(store, { refused }) {
    this.store = store;
    this.refused = refused;
  }

  click(cell) {
    const click = clickOn(this.store.stateOf(cell));
    if (click && !this.store.readOnly)
      this.ask([[cell, { ...click, line: lineOf(this.store.planning, cell, click.action) }]]);
  }

  /** `wanted`: `[slot, {state, action, line}]` each. */
  ask(wanted) {
    for (const [{ child, service, date }, change] of wanted) {
      const slot = { child, service, date };
      this.#queued.set(keyOf(slot), { slot, ...change });
    }
    if (!this.#busy) this.settled = this.#send();
    this.#tell();
  }

  #tell() {
    this.store.pending = new Map([...this.#sent, ...this.#queued]);
    this.store.tell();
  }

  async #send() {
    this.#busy = true;
    while (this.#queued.size) {
      [this.#sent, this.#queued] = [this.#queued, new Map()];
      const changes = [...this.#sent.values()];
      try {
        const answer = await untilAnswered(
          () => post(this.store.path("basket", "changes"), bodyOf(changes)),
          () => this.#wait(),
        );
        this.#sent = new Map();
        this.#answered(answer);
      } catch (problem) {
        this.#sent = new Map();
        this.#queued = new Map();
        this.#tell();
        this.store.trouble(problem.message);
      }
    }
    this.#busy = false;
    this.waiting = false;
  }

  #wait() {
    this.waiting = true;
    this.store.trouble(WAITING);
  }

  #answered({ basket, refused, cells }) {
    renew(this.store, cells);
    const doubtful = refused.length || this.store.planning.basket.lines.some(({ problem }) => problem);
    this.store.moved(basket);
    this.#tell();
    if (refused.length) this.refused(refused);
    // A refusal says that what is shown is not what is.
    if (doubtful) this.store.read();
  }
}

const bodyOf = (changes) => ({
  add: changes.filter(({ action }) => action).map(({ slot, action }) => ({ ...slot, action })),
  remove: changes.filter(({ action }) => !action).map(({ slot }) => slot),
});
