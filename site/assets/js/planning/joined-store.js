/**
 * The plannings of several families of one login, as Store has that of one: over a store of each, which alone asks the server, under its own
 * family's address. Events: those of Store.
 */
import { townName } from "../base/town-name.js";
import { keyOf } from "./cells.js";
import { JoinedActs } from "./joined-acts.js";
import { askedOf, hereOf, joinPlannings, thereOf } from "./joining.js";
import { Store } from "./store.js";

/** A town that answers later than this is shown once it does: the others are there meanwhile. */
const PATIENCE_MS = 2500;

/** Once each is there, or it has lasted too long. */
async function patiently(reads) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([Promise.all(reads), late]);
  clearTimeout(timer);
}

export class JoinedStore extends EventTarget {
  planning = null;
  old = false;
  failure = null;
  /** `[{label, why}]`: towns that open nothing in this week. */
  quiet = [];

  #span = {};
  #start;
  #reading = false;
  #turn = 0;
  #owners = new Map();

  /** `families`: entries of `Me.families`; `view`: as Store has it. */
  constructor(families, view) {
    super();
    /** Each family's: `key`, as addresses name it; `label`, what its town is called here; `prefix`, what its ids begin with here. */
    this.towns = families.map((family) => {
      const key = `${family.commune.id}/${family.family.id}`;
      return { key, prefix: `${key}/`, label: townName(family, families), store: new Store(family, view) };
    });
    for (const { label, store } of this.towns) {
      store.addEventListener("change", () => this.tell());
      store.addEventListener("trouble", ({ detail }) => this.trouble(`${label} : ${detail}`));
    }
  }

  /** The towns whose planning is of these days. */
  get shown() {
    return this.towns.filter(({ store }) => store.planning && store.planning.start === this.#start);
  }

  get leaving() {
    return this.#reading && this.#span.start !== this.planning?.start;
  }

  get stale() {
    return this.shown.every(({ store }) => store.stale);
  }

  get readOnly() {
    return this.shown.every(({ store }) => store.readOnly);
  }

  get validating() {
    return this.towns.some(({ store }) => store.validating);
  }

  get cutShort() {
    return this.towns.some(({ store }) => store.cutShort);
  }

  get pending() {
    return new Map(
      this.shown.flatMap((town) =>
        [...town.store.pending.values()].map(({ slot, line, ...change }) => {
          const here = this.hereOf(town, slot);
          return [keyOf(here), { ...change, slot: here, line: line && { ...line, ...here } }];
        }),
      ),
    );
  }

  cell(slot) {
    return this.#owners.get(keyOf(slot))?.cell;
  }

  stateOf(cell) {
    const { town, own } = this.ownerOf(cell);
    return town.store.stateOf(own);
  }

  /** Whose a cell is, and what that family's own store holds of it: `{town, own}`. */
  ownerOf(slot) {
    return this.#owners.get(keyOf(slot));
  }

  hereOf(town, slot) {
    return hereOf(this.planning.people, town, slot);
  }

  thereOf(town, slot) {
    return thereOf(this.planning.people, town, slot);
  }

  askedOf(town, asked) {
    return askedOf(this.planning.people, town, asked);
  }

  /** Where the calendar of schools is read: the first town's. Whatever is written is of one family, and goes through its own store. */
  path(resource) {
    if (resource !== "planning") throw new Error(`${resource} is of one family`);
    return this.towns[0].store.path(resource);
  }

  /** What a parent does here, each act in its own family. */
  acts(heard) {
    return new JoinedActs(this, heard);
  }

  /** As Store reads, of all families at once. */
  async read(span) {
    const turn = ++this.#turn;
    this.#span = span ?? this.#span;
    this.#reading = true;
    this.tell();
    const reads = this.towns.map(async ({ store }) => {
      await store.read(span);
      // Late, and the others are shown by now.
      if (!this.#reading && turn === this.#turn) await this.#align(store);
    });
    await patiently(reads);
    if (turn !== this.#turn) return;
    const starts = this.towns.map(({ store }) => store.planning?.start).filter(Boolean);
    this.#start = starts.includes(this.#span.start) ? this.#span.start : starts.sort()[0];
    const [first] = this.shown;
    if (first && !this.#span.start) {
      const { start, end } = first.store.planning;
      this.#span = { ...this.#span, start, end };
    }
    await patiently(this.towns.map(({ store }) => this.#align(store)));
    // A phone is long enough at drawing all of them: not in one go with reading the last.
    await new Promise((resume) => setTimeout(resume));
    if (turn !== this.#turn) return;
    // All at once: a town that is there before the others would be moved by what is told of them.
    this.#reading = false;
    this.tell();
  }

  /** Each server chooses the first week in which something can be done: the earliest is shown of all. */
  async #align(store) {
    const isElsewhere = store.planning && !store.old && !store.failure && store.planning.start !== this.#start;
    if (isElsewhere) await store.read(this.#span);
  }

  /** Show it again. Other days come all at once. */
  tell() {
    if (!this.leaving) this.#join();
    this.dispatchEvent(new Event("change"));
  }

  #join() {
    const { shown } = this;
    this.failure = this.towns.find(({ store }) => store.failure)?.store.failure ?? null;
    if (!shown.length) return;
    this.old = shown.every(({ store }) => store.old);
    const { planning, owners, quiet } = joinPlannings(shown);
    this.planning = planning;
    this.quiet = quiet;
    this.#owners = owners;
  }

  trouble(sentence) {
    this.dispatchEvent(new CustomEvent("trouble", { detail: sentence }));
  }
}
