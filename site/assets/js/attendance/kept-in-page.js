/** The same as kept-here.js for a browser that keeps nothing: all of it is gone with the page, which says so. */

export function keptInPage() {
  const [lists, facts, events] = [new Map(), new Map(), new Map()];
  let device;
  return {
    lasts: false,
    read: async () => ({
      lists: [...lists.values()],
      facts: { ...Object.fromEntries(facts), device },
      events: [...events.values()],
    }),
    putList: async (list) => lists.set(list.key, list),
    dropLists: async (keys) => keys.forEach((key) => lists.delete(key)),
    putFact: async (name, value) => facts.set(name, value),
    async forgetDay() {
      lists.clear();
      facts.clear();
    },
    async addEvents(added, freshDevice) {
      device ??= { id: freshDevice, seq: 0 };
      const numbered = added.map((event) => ({ ...event, device: device.id, seq: (device.seq += 1) }));
      for (const event of numbered) events.set(event.id, event);
      return numbered;
    },
    putEvents: async (changed) => changed.forEach((event) => events.set(event.id, event)),
    dropEvents: async (ids) => ids.forEach((id) => events.delete(id)),
  };
}
