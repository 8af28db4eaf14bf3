/** The list that is open: its service and day, and its rows as they are now. */
import { inClasses } from "./day-list.js";
import { folded } from "./fold.js";

export class OpenList {
  /** `service`, `date`: of the address; null: the service that is on now or comes next, today. */
  constructor(device, { service, date }) {
    Object.assign(this, { device, service, date });
  }

  get list() {
    return this.device.list(this.service, this.date);
  }

  get isToday() {
    return this.date === this.device.now.day;
  }

  /** Today is the town's: before the server has said what it is, no day is chosen. */
  choose() {
    const { day, hour } = this.device.now;
    if (!this.device.clock) return;
    this.date ??= day;
    if (this.service) return;
    const { services = [] } = this.device.facts;
    const read = services.map(({ code }) => this.device.list(code, this.date)).filter(Boolean);
    const lists = read.filter(({ children }) => children.length);
    const coming = lists.filter(({ ends }) => !this.isToday || !ends || ends > hour);
    const next =
      // Where the town does not say when a service ends, it lasts until the next one begins.
      coming.filter(({ starts }) => starts && starts <= hour).at(-1) ??
      coming[0] ??
      lists.at(-1) ??
      (read.length === services.length && read[0]);
    // Nobody is expected at all, as on a Sunday: the first one says why.
    this.service = next?.service ?? null;
  }

  rows(list = this.list) {
    if (!list) return [];
    const byChild = new Map();
    for (const event of this.device.eventsOf(list))
      byChild.set(event.child, [...(byChild.get(event.child) ?? []), event]);
    const reasons = new Map(list.reasons.map(({ code, label }) => [code, label]));
    const rows = list.children
      .map((child) => folded(child, byChild.get(child.child) ?? []))
      .map((row) => ({ ...row, reason: reasons.get(row.reason) ?? row.reason }));
    return inClasses(rows);
  }

  row(child) {
    return this.rows().find((row) => row.child === child);
  }
}
