/** What a tap does: an event is in memory and on the screen at once, then on the disk, then on its way. */
import { SAYS } from "./fold.js";
import { newId } from "./ids.js";

/** A second touch of the same row within this is the same tap. */
const TWICE_MS = 600;
/** For how long *Annuler* offers the last tap of the list. */
const UNDO_MS = 10 * 60_000;

/** What a clearing gives back: the fields that the event spoke of, as they were. */
const restoring = (event, before) =>
  Object.fromEntries(Object.keys(SAYS[event.kind](event, before)).map((name) => [name, before[name]]));

/** One tap: expected → here → gone; who is gone or away comes back by the row's own hours. */
const nextKind = ({ presence }) => ({ expected: "arrived", absent: "arrived", present: "left" })[presence] ?? null;

export class Taps {
  /** `open`: the list. `tapped(saved)` is called after each tap; what it is given resolves once the disk has it. */
  constructor(open, tapped) {
    Object.assign(this, { open, tapped, last: { child: "", at: 0 }, latest: 0 });
  }

  /** One tap; false where the row is not turned by one. */
  turn({ child, ...row }, at = Date.now()) {
    const kind = nextKind(row);
    if (!kind) return false;
    const isSame = this.last.child === child && at - this.last.at < TWICE_MS;
    this.last = { child, at };
    if (!isSame) this.note(child, kind, this.open.isToday ? { hour: this.open.device.now.hour } : {});
    return true;
  }

  /** Something that is noted of a child, as `kind` and its details. */
  note(child, kind, details, row = this.open.row(child)) {
    const { device, list } = this.open;
    // Two of one device never share an instant: what came later sorts later.
    this.latest = Math.max(Date.parse(device.now.at), this.latest + 1);
    const event = {
      id: newId(this.latest),
      child,
      service: list.service,
      date: list.date,
      kind,
      at: new Date(this.latest).toISOString(),
      seen: row.last_event,
      ...details,
      ...device.whose,
      state: "waiting",
      before: restoring({ kind, ...details }, row),
    };
    this.tapped(device.hold(event, newId(Date.now())));
    return event;
  }

  /** All of them here at once, as if each row had been touched: the events, by which they are taken back. */
  noteAll(rows) {
    const details = this.open.isToday ? { hour: this.open.device.now.hour } : {};
    return rows.map((row) => this.note(row.child, "arrived", details, row));
  }

  /** Of these events, those that nobody has corrected since. */
  takeBackAll(events) {
    const held = new Map(this.open.rows().map((row) => [row.child, row.last_event]));
    for (const event of events) if (held.get(event.child) === event.id) this.takeBack(event);
  }

  /** The last tap of this device that can be taken back: of the list, for a while; of one child. */
  lastOne(child = null) {
    const { device, list } = this.open;
    const events = list ? device.eventsOf(list) : [];
    const gone = new Set(events.map(({ event }) => event));
    const from = Date.parse(device.now.at) - UNDO_MS;
    return events
      .filter(({ id, kind, state }) => kind !== "cleared" && state !== "refused" && !gone.has(id))
      .filter((each) => (child ? each.child === child : Date.parse(each.at) > from))
      .sort((one, other) => (one.seq ?? Infinity) - (other.seq ?? Infinity))
      .at(-1);
  }

  /** What was refused as the service is closed that day, said again by who took the child in. */
  insist({ child, kind, hour, by, reason, minutes, text }) {
    this.note(child, kind, { hour, by, reason, minutes, text, anyway: "accueil malgré la fermeture" });
  }

  /** The contrary act: the server hears of both. */
  takeBack({ id, child, before }) {
    this.last = { child: "", at: 0 };
    this.note(child, "cleared", { event: id, restores: before });
  }
}
