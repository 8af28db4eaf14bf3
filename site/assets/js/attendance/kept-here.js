/**
 * What the device keeps of attendance, on its disk. Two databases, as they end at different moments:
 * - `preau-day`: names, marks and phones of the children of today and tomorrow. Gone at midnight, at sign-out, and when a right or a session ends;
 * - `preau-taps`: what was tapped, with ids and no name. Kept seven days after the server took it; gone at sign-out alone.
 */
import { asked, openDatabase, within } from "./database.js";

export const DAY = "preau-day";
export const TAPS = "preau-taps";

/** Rejects where nothing can be kept. */
export async function keptHere() {
  const day = await openDatabase(DAY, { lists: "key", facts: null });
  const taps = await openDatabase(TAPS, { events: "id", facts: null });
  return {
    lasts: true,

    /** `{lists, facts, events}`: all of it, the facts of both by their names. */
    async read() {
      const [lists, dayFacts] = await within(day, ["lists", "facts"], readBoth, "readonly");
      const [events, tapFacts] = await within(taps, ["events", "facts"], readBoth, "readonly");
      return { lists, facts: { ...dayFacts, ...tapFacts }, events };
    },

    putList: (list) => within(day, ["lists"], (lists) => asked(lists.put(list))),
    dropLists: (keys) => within(day, ["lists"], (lists) => Promise.all(keys.map((key) => asked(lists.delete(key))))),
    putFact: (name, value) => within(day, ["facts"], (facts) => asked(facts.put(value, name))),

    /** Forget the children: names, marks, phones. */
    forgetDay: () =>
      within(day, ["lists", "facts"], (lists, facts) => Promise.all([asked(lists.clear()), asked(facts.clear())])),

    /** The events with their numbers in the order of this device: a number that lacks is seen by the server. */
    addEvents: (events, freshDevice) =>
      within(taps, ["events", "facts"], async (kept, facts) => {
        const device = (await asked(facts.get("device"))) ?? { id: freshDevice, seq: 0 };
        const numbered = events.map((event) => ({ ...event, device: device.id, seq: (device.seq += 1) }));
        await Promise.all([...numbered.map((event) => asked(kept.put(event))), asked(facts.put(device, "device"))]);
        return numbered;
      }),
    putEvents: (events) =>
      within(taps, ["events"], (kept) => Promise.all(events.map((event) => asked(kept.put(event))))),
    dropEvents: (ids) => within(taps, ["events"], (kept) => Promise.all(ids.map((id) => asked(kept.delete(id))))),
  };
}

async function readBoth(rows, facts) {
  const [all, names, values] = await Promise.all([
    asked(rows.getAll()),
    asked(facts.getAllKeys()),
    asked(facts.getAll()),
  ]);
  return [all, Object.fromEntries(names.map((name, at) => [name, values[at]]))];
}
