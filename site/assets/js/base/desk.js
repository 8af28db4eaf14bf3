/** The town that an agent works for: in the address of each screen, so that an address can be given to a colleague. */
import { apiPath, named, nowhere, pagePath } from "./paths.js";
import { knownMe, me } from "./session.js";

const TOWN = "preau.town";

/** The entry of `Me.agent_of` that the screen is about: `{commune, roles}`. The address says which; undefined where one is no agent of it. */
export function currentTown({ agent_of: towns = [] }) {
  const meant = named("commune");
  const wanted = meant ?? sessionStorage.getItem(TOWN);
  return towns.find(({ commune }) => commune.id === wanted) ?? (meant ? undefined : towns[0]);
}

/** The town of this tab, for screens whose address does not say. */
export const keepTown = (id) => sessionStorage.setItem(TOWN, id);

/** That entry, asked of the server where this device does not know it. Throws Problem for who is no agent there. */
export async function town() {
  const known = knownMe();
  const found = (known && currentTown(known)) ?? currentTown(await me());
  if (!found) throw nowhere();
  return found;
}

/** What a screen must do before its agent signs out: what was given and has not left. */
export const beforeSignOut = (act) => leavings.push(act);
export const leavings = [];

/** Whether who is signed in has one of these roles in that town. */
export const has = ({ roles }, ...wanted) => wanted.some((role) => roles.includes(role));

/** Address of a resource of the town: `await deskPath("files", id)`. Throws Problem where a part is none. */
export const deskPath = async (...resource) => apiPath("communes", (await town()).commune.id, ...resource);

/** Address of a screen of the town hall: `deskScreen("famille", { id })`; without a name the first one. */
export function deskScreen(name, asked) {
  const query = new URLSearchParams(asked);
  const commune = named("commune") ?? sessionStorage.getItem(TOWN);
  if (commune && !query.has("commune")) query.set("commune", commune);
  const text = String(query);
  return pagePath("mairie", ...(name ? [name] : [])) + (text ? "/?" + text : "/");
}
