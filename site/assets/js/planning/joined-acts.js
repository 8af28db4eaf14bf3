/** What a parent does to the baskets of several families: each act goes to the acts of the family whose date it is, and to no other. */
import { Acts } from "./acts.js";

export class JoinedActs {
  #each;

  /** `store`: a JoinedStore; `refused`: as Acts has it. */
  constructor(store, { refused }) {
    this.store = store;
    this.#each = new Map(
      store.towns.map((town) => {
        const heard = (lines) => refused(lines.map((line) => ({ ...line, ...store.hereOf(town, line) })));
        return [town, new Acts(town.store, { refused: heard })];
      }),
    );
  }

  /** The acts of one family. */
  of(town) {
    return this.#each.get(town);
  }

  get waiting() {
    return [...this.#each.values()].some(({ waiting }) => waiting);
  }

  get settled() {
    return Promise.all([...this.#each.values()].map(({ settled }) => settled));
  }

  click(cell) {
    const { town, own } = this.store.ownerOf(cell);
    this.of(town).click(own);
  }

  ask(wanted) {
    for (const town of this.store.towns) {
      const own = wanted.flatMap(([slot, { line, ...change }]) => {
        const there = this.store.thereOf(town, slot);
        return there ? [[there, { ...change, line: line && { ...line, ...there } }]] : [];
      });
      if (own.length) this.of(town).ask(own);
    }
  }
}
