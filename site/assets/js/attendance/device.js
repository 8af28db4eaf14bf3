/**
 * Attendance as this device holds it: what is shown at once is in memory, what lasts is on its disk. exchange.js speaks of it to the
 * server, keeping.js ends what is over.
 */
import { keyOf } from "./day-list.js";
import { dayAfter, townTime } from "./town-clock.js";

export class Device {
  /** `kept`: kept-here.js or kept-in-page.js. `whose`: `{town, owner}`. `changed()` is called whenever something may look different. */
  constructor({ kept, whose, changed = () => {}, tellTabs = () => {} }) {
    Object.assign(this, { kept, whose, changed, tellTabs });
    this.lists = new Map();
    this.events = new Map();
    this.saving = new Map();
    this.facts = {};
    this.clock = null;
    this.problem = null;
    this.lost = false;
  }

  /** What the disk holds, as another page or tab left it. Another person's or town's children are forgotten first. */
  async read() {
    const { lists, facts, events } = await this.kept.read();
    const isOurs = facts.whose?.town === this.whose.town && facts.whose?.owner === this.whose.owner;
    if (!isOurs) await this.forgetDay();
    this.facts = isOurs ? facts : { device: facts.device, whose: this.whose };
    this.clock = this.facts.clock ?? this.clock;
    const passing = [...this.lists.values()].filter((list) => !this.lasts(list));
    this.lists = new Map([...passing, ...(isOurs ? lists : [])].map((list) => [list.key, list]));
    this.events = new Map([...events, ...this.saving.values()].map((event) => [event.id, event]));
    this.changed();
  }

  /** `{at, day, hour}` of the town's clock, whatever this device's shows. Nothing is chosen by it before the server has said it. */
  get now() {
    return townTime(this.clock ?? { ahead: 0, zone: 0 });
  }

  list(service, date) {
    return this.lists.get(keyOf({ service, date }));
  }

  eventsOf({ key }) {
    return [...this.events.values()].filter((event) => event.town === this.whose.town && keyOf(event) === key);
  }

  /** Those that have not been answered: of who is here, or of somebody else who used this device. */
  waiting({ ofOthers = false } = {}) {
    const { town, owner } = this.whose;
    return [...this.events.values()].filter(
      (event) => event.state === "waiting" && event.town === town && (event.owner === owner) !== ofOthers,
    );
  }

  /** An event is in view when this returns; what is promised is that it is on the disk. `freshDevice`: the device's name, where it has none. */
  async hold(event, freshDevice) {
    this.saving.set(event.id, event);
    this.events.set(event.id, event);
    this.changed();
    try {
      const [numbered] = await this.kept.addEvents([event], freshDevice);
      this.events.set(event.id, numbered);
    } finally {
      this.saving.delete(event.id);
    }
    this.changed();
    this.tellTabs();
  }

  async putEvents(events) {
    await this.kept.putEvents(events);
    for (const event of events) this.events.set(event.id, event);
    this.changed();
    this.tellTabs();
  }

  /** What is known of the day besides its lists: the services, phones, who was counted. */
  async putFact(name, value) {
    this.facts[name] = value;
    await this.kept.putFact(name, value);
    this.changed();
  }

  async putList(list) {
    this.lists.set(list.key, list);
    if (this.lasts(list)) await this.kept.putList(list);
  }

  /** Today's and tomorrow's; another day is shown and not kept. */
  lasts({ date }) {
    const { day } = this.now;
    return date === day || date === dayAfter(day);
  }

  /** The children of the day go; what was tapped stays. */
  async forgetDay() {
    this.lists.clear();
    this.facts = { device: this.facts.device, whose: this.whose };
    await this.kept.forgetDay();
    await this.kept.putFact("whose", this.whose);
  }
}
