/** The week: its frame, then what each cell says now. */
import { keyOf } from "../planning/cells.js";
import { wordsOf } from "../planning/cell-words.js";
import { clone, fill, part } from "../base/parts.js";
import { firstWeek, weekOf } from "../planning/week.js";
import { showCell } from "./cell.js";
import { dayCards } from "./day-cards.js";
import { weekReasons } from "./week-reasons.js";
import { moveByArrows, weekTable } from "./week-table.js";
import { weekTitle } from "./week-nav.js";

const WIDE = matchMedia("(min-width: 43.75rem)");
/** A second click this soon on the same cell is the same click: a double click, a held key, a trembling hand. */
const SAME_CLICK_MS = 450;

export class WeekGrid {
  #frame = "";
  #holders = new Map();
  #shown = new Map();
  #last = { key: "", at: 0 };
  child = null;
  printing = false;

  /** `clicked(cell)` hears of a click, once for a double one; `words`: what a cell says, where it is not what parents read. */
  constructor(root, store, clicked, words = wordsOf) {
    this.root = root;
    this.store = store;
    this.clicked = clicked;
    this.words = words;
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("keydown", moveByArrows);
    WIDE.addEventListener("change", () => this.show(this.child));
    // Paper has room for the table, whatever the screen.
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
  }

  /** `child`: an id, or null for all of them. */
  show(child) {
    this.child = child;
    const { planning, leaving } = this.store;
    this.root.setAttribute("aria-busy", leaving);
    // Another week's title is shown already: a click must not land on this one. An older browser knows no `inert`: see #click.
    this.root.inert = leaving;
    if (!planning) return;
    this.week = firstWeek(planning);
    const week = weekOf(this.week, child);
    const wide = this.printing || WIDE.matches;
    const frame = JSON.stringify([wide, planning.today, week]);
    if (frame !== this.#frame) this.#build(week, wide);
    this.#frame = frame;
    const cells = this.week.cells.filter((cell) => this.#holders.has(keyOf(cell)));
    for (const cell of cells) this.#paint(cell);
    weekReasons(this.root.nextElementSibling, cells, this.week);
  }

  #print(printing) {
    this.printing = printing;
    this.show(this.child);
  }

  #build(week, wide) {
    this.#holders = new Map();
    this.#shown = new Map();
    const { today, start } = this.week;
    const hold = (slot, holder) => this.store.cell(slot) && this.#holders.set(keyOf(slot), holder);
    const isBooked = (slot) => ["validated", "locked"].includes(this.store.cell(slot)?.state);
    const isClosed = (slot) => this.store.cell(slot)?.state === "closed";
    const options = {
      today,
      hold,
      isBooked,
      isClosed,
      caption: `${weekTitle(start, week.days)} : les jours en colonnes, les services en lignes.`,
    };
    if (!week.children.length) this.root.replaceChildren(nothing(this.week));
    else this.root.replaceChildren((wide ? weekTable : dayCards)(week, options));
  }

  #paint(cell) {
    const { basket, children, services, today } = this.store.planning;
    const state = this.store.stateOf(cell);
    const sending = this.store.pending.has(keyOf(cell));
    // Where lines expire, the server says until when this one stays.
    const known = sending && basket.minutes ? { ...cell, until: null } : cell;
    const look = {
      state,
      words: this.words(known, state, today),
      sending,
      readOnly: this.store.readOnly,
      names: {
        child: children.find(({ id }) => id === cell.child).first_name,
        service: services.find(({ code }) => code === cell.service).name,
      },
    };
    const key = keyOf(cell);
    const seen = JSON.stringify(look);
    if (this.#shown.get(key) === seen) return;
    this.#shown.set(key, seen);
    showCell(this.#holders.get(key), cell, look);
  }

  #click(event) {
    const key = event.target.closest("button[data-key]")?.dataset.key;
    if (!key || this.store.leaving) return;
    const again = key === this.#last.key && event.timeStamp - this.#last.at < SAME_CLICK_MS;
    this.#last = { key, at: event.timeStamp };
    const [date, service, child] = key.split(" ");
    if (!again) this.clicked(this.store.cell({ date, service, child }));
  }
}

/** The word of a service that would open if the family did what the town asks: as functions/french/bookings/cells.py says it. */
const MISSING = "À compléter";

function nothing({ cells, to_accept }) {
  const why = [...new Set(cells.map(({ sentence }) => sentence))];
  if (to_accept && cells.some(({ word }) => word === MISSING)) {
    const element = clone("week-to-accept");
    part(element, "why").replaceChildren(
      ...why.map((textContent) => Object.assign(document.createElement("li"), { textContent })),
    );
    return element;
  }
  return fill(clone("week-empty"), { why: why.join(" ") || "Aucun service n’est proposé à vos enfants ces jours-là." });
}
