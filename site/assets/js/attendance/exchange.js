/** What this device says to the server and hears from it: one exchange at a time, in all its tabs. */
import { listOf, withStates } from "./list-changes.js";
import { answered, MOST, told } from "./outbox.js";
import { aheadOf, zoneOf } from "./town-clock.js";

/** A question that took longer, perhaps as it was asked again, says nothing exact of the hour. */
const EXACT_MS = 4000;

export class Exchange {
  /** `server`: of server.js. `alone(act)`: of tabs.js. */
  constructor(device, server, alone) {
    Object.assign(this, { device, server, alone });
  }

  /** Send what waits, in batches, then read the list. What went wrong is in `device.problem`. */
  run(service, date) {
    return this.#turn(async () => {
      await this.#send();
      if (service) await this.#readList(service, date);
    });
  }

  /** Read a list, and send nothing: what is tapped meanwhile leaves together. */
  look(service, date) {
    return this.#turn(() => this.#readList(service, date));
  }

  #turn(act) {
    return this.alone(async () => {
      const { device } = this;
      try {
        await act();
        [device.problem, device.lost] = [null, false];
      } catch (problem) {
        device.problem = problem;
        if (problem.status === 403 || problem.status === 404) await this.#lose();
      }
      device.changed();
      device.tellTabs();
    });
  }

  /** A refusal may be of one address; who has nothing to do with the town any more keeps no child of it here. What was tapped stays. */
  async #lose() {
    if (await this.server.mayStill().catch(() => true)) return;
    this.device.lost = true;
    await this.device.forgetDay();
  }

  async #send() {
    const { device, server } = this;
    for (;;) {
      // Of the disk, not of this tab: another may have sent meanwhile.
      await device.read();
      const batch = device
        .waiting()
        .filter(({ id }) => !device.saving.has(id))
        .sort((one, other) => one.seq - other.seq)
        .slice(0, MOST);
      if (!batch.length) return;
      const askedAt = Date.now();
      const answer = await server.send(device.facts.device.id, batch.map(told));
      await this.#learnTime(answer.now, askedAt);
      for (const list of device.lists.values()) {
        const next = withStates(list, answer.state);
        if (next !== list) await device.putList(next);
      }
      const changed = answered(batch, answer, device.now.at);
      await device.putEvents(changed);
      if (!changed.length) return;
    }
  }

  async #readList(service, date) {
    const { device } = this;
    const askedAt = Date.now();
    const answer = await this.server.list(service, date);
    await this.#learnTime(answer.as_of, askedAt);
    const waits = new Set(device.waiting().map(({ child }) => child));
    const before = device.list(service, date);
    const next = listOf(answer, before, (child) => waits.has(child));
    await device.putList(before?.printed ? { ...next, printed: before.printed } : next);
  }

  /** The services of who is here, as *Aujourd’hui* tells them. */
  async readServices() {
    const { device } = this;
    const askedAt = Date.now();
    const { services, now } = await this.server.today();
    await this.#learnTime(now, askedAt);
    const known = new Map(
      [...(device.facts.services ?? []), ...services].map(({ code, name }) => [code, { code, name }]),
    );
    await device.putFact("services", [...known.values()]);
  }

  /** The phones of today's children, kept until midnight. */
  async readPhones() {
    const { device } = this;
    const { day } = device.now;
    const services = [...device.lists.values()].filter(({ date }) => date === day).map(({ service }) => service);
    const answers = await Promise.all(services.map((service) => this.server.phones(service, day)));
    const phones = answers.flatMap((answer) => answer.phones.map(({ child, people }) => [child, people]));
    await device.putFact("phones", Object.fromEntries(phones));
  }

  async #learnTime(said, askedAt) {
    const { device } = this;
    const answeredAt = Date.now();
    const isExact = answeredAt - askedAt < EXACT_MS;
    if (!isExact && device.clock) return;
    const zone = said.endsWith("Z") && device.clock ? device.clock.zone : zoneOf(said);
    device.clock = { ahead: aheadOf(said, isExact ? askedAt : answeredAt, answeredAt), zone };
    await device.kept.putFact("clock", device.clock);
  }
}
