/** What attendance asks of the server, in one town. */
import { ask, get } from "../base/api.js";
import { apiPath } from "../base/paths.js";

const ROLES = ["childcare", "secretary", "regisseur", "administrator"];

export function serverOf(town) {
  const inTown = (...resource) => apiPath("communes", town, ...resource);
  return {
    // Each event has an id that the server knows again: the key is for the tries of this call alone.
    send: (device, events) =>
      ask("POST", inTown("attendance-events"), { body: JSON.stringify({ device, events }), key: crypto.randomUUID() }),
    list: (service, date) => get(inTown("day-list"), { service, date }),
    today: () => get(inTown("today")),
    phones: (service, date) => get(inTown("day-phones"), { service, date }),
    children: (search) => get(inTown("children"), { search }).then(({ children }) => children),
    /** Whether who is signed in has still to do with the children of this town: a refusal may also be of one address. */
    async mayStill() {
      const { agent_of: towns } = await get(apiPath("me"));
      const roles = towns.find(({ commune }) => commune.id === town)?.roles ?? [];
      return ROLES.some((role) => roles.includes(role));
    },
  };
}
