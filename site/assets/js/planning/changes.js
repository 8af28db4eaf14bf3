/**
 * Clicks on their way to the server. The first one leaves at once; those made while it is under way leave together after it.
 */
import { keyOf } from "./cells.js";

export class Changes {
  #queued = new Map();
  #sent = new Map();
  #flushing = Promise.resolve();
  #busy = false;

  /** `send(body)` posts `{add, remove}`; `answered(answer, changes)` hears the answer, `refused(problem)` that nothing was done. */
  constructor({ send, answered, refused }) {
    Object.assign(this, { send, answered, refused });
  }

  /** The last change asked for and not answered yet: `{slot, state, action}`. */
  of(slot) {
    const key = keyOf(slot);
    return this.#queued.get(key) ?? this.#sent.get(key);
  }

  /** All that is not answered yet, the latest for each slot. */
  get pending() {
    return [...new Map([...this.#sent, ...this.#queued]).values()];
  }

  /** `state`: what the cell is to become; `action`: the line wanted in the basket, null for none. */
  ask({ child, service, date }, { state, action }) {
    const slot = { child, service, date };
    this.#queued.set(keyOf(slot), { slot, state, action });
    if (!this.#busy) this.#flushing = this.#flush();
  }

  /** Once every change is answered. */
  settled() {
    return this.#flushing;
  }

  async #flush() {
    this.#busy = true;
    while (this.#queued.size) {
      [this.#sent, this.#queued] = [this.#queued, new Map()];
      const changes = [...this.#sent.values()];
      try {
        const answer = await this.send(bodyOf(changes));
        this.#sent = new Map();
        this.answered(answer, changes);
      } catch (problem) {
        this.#sent = new Map();
        this.#queued = new Map();
        this.refused(problem);
      }
    }
    this.#busy = false;
  }
}

const bodyOf = (changes) => ({
  add: changes.filter(({ action }) => action).map(({ slot, action }) => ({ ...slot, action })),
  remove: changes.filter(({ action }) => !action).map(({ slot }) => slot),
});
