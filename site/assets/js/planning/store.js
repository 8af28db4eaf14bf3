/**
 * What the screens show: the server's last planning and, over it, what was clicked and is not answered yet.
 * Events: "change" (show it again), "refused" (detail: lines the server refused), "trouble" (detail: a sentence).
 */
import { get, post, remove } from "../api.js";
import { familyPath } from "../base/session.js";
import { clickOn, keyOf } from "./cells.js";
import { Changes } from "./changes.js";
import { setClock } from "./clock.js";
import { keep, kept } from "./kept.js";
import { untilAnswered } from "./network.js";
import { unfinished, validate } from "./validation.js";

const WAITING = "La connexion est coupée. Vos choix partiront dès son retour, une seule fois.";

export class Store extends EventTarget {
  planning = null;
  /** The planning was read from this device: the network is gone. */
  old = false;
  /** Why there is no planning to show at all: a sentence. */
  failure = null;
  reading = false;
  validating = false;

  #span;
  #cells = new Map();
  #turn = 0;
  #answers = 0;

  /** `family`: an entry of `Me.families`; `view`: under which name the last planning is kept. */
  constructor(family, view) {
    super();
    this.#span = {};
    this.path = (resource) => familyPath(family, resource);
    this.keptAs = `${this.path("planning")}?dernier=${view}`;
    this.changes = new Changes({
      send: (body) => untilAnswered(() => post(this.path("basket/changes"), body), () => this.#trouble(WAITING)),
      answered: (answer, changes) => this.#answered(answer, changes),
      refused: (problem) => this.#trouble(problem.message),
    });
  }

  /** Other days than those shown have been asked for. */
  get leaving() {
    return this.reading && this.#span.start !== this.planning?.start;
  }

  /** Nothing can be changed while what is shown may be old. */
  get readOnly() {
    return this.old || !navigator.onLine;
  }

  /** Read the planning from `start` to `end` (at most 42 days); without them, the same days again. */
  async read(start = this.#span.start, end = this.#span.end) {
    this.#span = { start, end };
    const turn = ++this.#turn;
    const answers = this.#answers;
    this.reading = true;
    this.tell();
    let planning;
    try {
      planning = await get(this.path("planning"), this.#span);
    } catch (problem) {
      if (turn === this.#turn) await this.#readKept(problem);
      return;
    }
    if (turn !== this.#turn) return;
    // What the server answered to a click meanwhile is younger than this planning.
    if (answers !== this.#answers) return void (await this.read());
    setClock(planning.now);
    this.#show(planning, false);
    keep(this.keptAs, planning);
  }

  async #readKept(problem) {
    const planning = problem.code === "unreachable" ? await kept(this.keptAs) : null;
    if (planning) return this.#show(planning, true);
    this.reading = false;
    this.failure = problem.message;
    this.#trouble(problem.message);
  }

  #show(planning, old) {
    this.planning = planning;
    this.old = old;
    this.failure = null;
    this.reading = false;
    this.#cells = new Map(planning.cells.map((cell) => [keyOf(cell), cell]));
    this.tell();
  }

  cell(slot) {
    return this.#cells.get(keyOf(slot));
  }

  /** The state to show: what was clicked, else what the server said. */
  stateOf(cell) {
    return this.changes.of(cell)?.state ?? cell.state;
  }

  click(cell) {
    const click = clickOn(this.stateOf(cell));
    if (click && !this.readOnly && !this.validating) this.#ask(cell, click);
  }

  /** Take a line out of the basket. */
  takeOut(line) {
    this.#ask(line, { state: line.action === "reserve" ? "bookable" : "validated", action: null });
  }

  #ask(slot, change) {
    this.changes.ask(slot, change);
    this.tell();
  }

  #answered({ basket, refused }, changes) {
    this.#answers += 1;
    const no = new Set(refused.map(keyOf));
    for (const { slot, state } of changes) {
      const cell = this.cell(slot);
      if (cell && !no.has(keyOf(slot))) cell.state = state;
    }
    const hadProblem = this.planning.basket.lines.some(({ problem }) => problem);
    this.planning.basket = basket;
    this.tell();
    if (refused.length) this.dispatchEvent(new CustomEvent("refused", { detail: refused }));
    if (refused.length || hadProblem) this.read();
  }

  /** One click for many days: the API's `{added, refused, basket}`. Throws Problem. */
  async fill(range) {
    await this.changes.settled();
    const answer = await post(this.path("basket/ranges"), range);
    this.#answers += 1;
    this.planning.basket = answer.basket;
    this.read();
    return answer;
  }

  async empty() {
    await this.changes.settled();
    await remove(this.path("basket"));
    this.#answers += 1;
    await this.read();
  }

  /** The validation that a reload cut short, finished: as `validate`; null when there was none. To ask once a planning is shown. */
  async resume() {
    const act = unfinished(this.path("bookings"));
    return act && this.#validate(act.lines);
  }

  /** Validate the whole basket: the API's `{accepted, refused, basket}`; null for a second click. Throws Problem. */
  async validate() {
    if (this.validating) return null;
    this.validating = true;
    await this.changes.settled();
    return this.#validate(
      this.planning.basket.lines.map(({ child, service, date, action, price_cents }) => ({ child, service, date, action, price_cents })),
    );
  }

  async #validate(lines) {
    this.validating = true;
    this.tell();
    try {
      const answer = await validate(this.path("bookings"), lines, () => this.#trouble(WAITING));
      this.#answers += 1;
      this.planning.basket = answer.basket;
      return answer;
    } finally {
      this.validating = false;
      this.read();
    }
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  #trouble(sentence) {
    this.tell();
    this.dispatchEvent(new CustomEvent("trouble", { detail: sentence }));
  }
}
