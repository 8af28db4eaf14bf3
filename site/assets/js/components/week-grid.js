/** The week: its frame, then what each cell says now, and each row once for its cells. */
import { keyOf } from "../planning/cells.js";
import { wordsOf } from "../planning/cell-words.js";
import { dueWords } from "../planning/row-words.js";
import { firstWeek, weekOf } from "../planning/week.js";
import { showCell } from "./cell.js";
import { weekLine } from "./week-line.js";
import { lateStyles } from "../base/late-styles.js";
import { weekTable } from "./week-table.js";
import { weekTitle } from "./week-nav.js";

/** Room for a table, if only a small one. In `rem`: large text has less of it. */
const ROOM = matchMedia("(min-width: 22.5rem)");
/** On this device, the days one under another. */
const BY_DAY = "preau.by-day";
/** A second click this soon on the same cell, with none elsewhere between, is the same click: a double click, a held key, a trembling hand. */
const SAME_CLICK_MS = 450;

export class WeekGrid {
  #frame = "";
  #holders = new Map();
  #shown = new Map();
  #rows = [];
  #last = {};
  child = null;
  printing = false;

  /** `clicked(cell)` hears of a click, once for a double one; `words`: what a cell says, where it is not what parents read. */
  constructor(root, store, clicked, words = wordsOf) {
    this.root = root;
    this.store = store;
    this.clicked = clicked;
    this.words = words;
    addEventListener("click", (event) => this.#click(event));
    root.addEventListener("keydown", (event) => this.#move(event));
    ROOM.addEventListener("change", () => this.show(this.child));
    this.line = weekLine(document.getElementById("week-line"), clicked);
    const byDay = document.getElementById("by-day");
    byDay.checked = localStorage.getItem(BY_DAY) !== null;
    byDay.addEventListener("change", () => {
      if (byDay.checked) localStorage.setItem(BY_DAY, "1");
      else localStorage.removeItem(BY_DAY);
      this.show(this.child);
    });
  }

  /** `child`: an id, or null for all of them. */
  show(child) {
    this.child = child;
    const { planning, leaving } = this.store;
    // Another week's title is shown already: a click must not land on this one. An older browser knows no `inert`: see #click.
    this.root.inert = leaving;
    const inTable = this.printing || (ROOM.matches && !localStorage.getItem(BY_DAY));
    const comes = !inTable && !this.dayCards;
    this.root.setAttribute("aria-busy", leaving || comes);
    if (!planning) return;
    this.week = firstWeek(planning);
    const week = weekOf(this.week, child);
    if (comes) return this.#loadCards();
    const frame = JSON.stringify([inTable, planning.today, week]);
    if (frame !== this.#frame) {
      this.#frame = frame;
      this.#build(week, inTable);
    }
    const cells = this.week.cells.filter((cell) => this.#holders.has(keyOf(cell)));
    for (const cell of cells) this.#paint(cell);
    for (const { child: whose, service, element } of this.#rows) {
      const row = cells.filter((cell) => cell.child === whose && cell.service === service);
      const due = dueWords(row, (cell) => this.store.stateOf(cell), planning.today);
      if (element.textContent !== due.text) element.textContent = due.text;
      element.classList.toggle("week-due-soon", due.soon);
    }
  }

  /** Few phones need them: they come when they are asked for. */
  async #loadCards() {
    // Without them the table stands, however narrow.
    const late = await import("./day-cards.js").catch(() => ({ dayCards: weekTable }));
    await lateStyles();
    if (!this.dayCards) late.tableOnPaper?.(this);
    this.dayCards = late.dayCards;
    this.show(this.child);
  }

  #build(week, inTable) {
    this.#holders = new Map();
    this.#shown = new Map();
    this.#rows = [];
    this.line(null);
    this.#last = { key: "", at: 0 };
    const { today, start } = this.week;
    const hold = (slot, holder) => this.store.cell(slot) && this.#holders.set(keyOf(slot), holder);
    const options = {
      today,
      hold,
      holdDue: (child, service, element) => this.#rows.push({ child, service, element }),
      stateAt: (slot) => this.store.cell(slot)?.state,
      caption: `${weekTitle(start, week.days)} : les jours en colonnes, les services en lignes.`,
    };
    if (!week.children.length) this.#tellNothing();
    else this.root.replaceChildren((inTable ? weekTable : this.dayCards)(week, options));
  }

  /** Few weeks are without anything: why comes then. */
  async #tellNothing() {
    const frame = this.#frame;
    this.root.textContent = "Rien à réserver cette semaine.";
    const { nothing } = await import("./week-nothing.js");
    if (frame === this.#frame) this.root.replaceChildren(nothing(this.week));
  }

  /** `touched`: it is what the line tells of now. */
  #paint(cell, touched = false) {
    const { basket, children, services, today } = this.store.planning;
    const state = this.store.stateOf(cell);
    const sending = this.store.pending.has(keyOf(cell));
    // Where lines expire, the server says until when this one stays.
    const known = sending && basket.minutes ? { ...cell, until: null } : cell;
    const look = {
      state,
      words: this.words(known, state, cell.today ?? today),
      sending,
      readOnly: cell.still ?? this.store.readOnly,
      names: {
        child: children.find(({ id }) => id === cell.child).first_name,
        service: services.find(({ code }) => code === cell.service).name,
      },
    };
    const key = keyOf(cell);
    const seen = JSON.stringify(look);
    if (touched) this.line(cell, look, true);
    if (this.#shown.get(key) === seen) return;
    this.#shown.set(key, seen);
    showCell(this.#holders.get(key), cell, look);
    if (key === this.#last.key) this.line(cell, look);
  }

  async #move(event) {
    const [, way] = event.key.match(/^Arrow(.+)/) ?? [];
    if (!way || !event.target.closest("td")) return;
    event.preventDefault();
    this.arrows ??= await import("./week-arrows.js");
    this.arrows.moveFrom(document.activeElement.closest("td"), way);
  }

  #click({ target, timeStamp }) {
    const button = this.root.contains(target) && target.closest("button[data-key]");
    const key = button ? button.dataset.key : null;
    const again = key === this.#last.key && timeStamp - this.#last.at < SAME_CLICK_MS;
    this.#last = { key, at: timeStamp };
    if (!key || again || this.store.leaving) return;
    const [date, service, child] = key.split(" ");
    const cell = this.store.cell({ date, service, child });
    this.clicked(cell);
    this.#paint(cell, true);
  }
}
