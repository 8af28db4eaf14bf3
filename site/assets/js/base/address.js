/** What the address of a screen names: `?id=…&famille=commune/famille`. */
import { named, nowhere } from "./paths.js";
import { actingFamily, familyPath } from "./session.js";

export const id = named("id") ?? "";

/** Address of a resource of the family that the screen is about. Throws Problem where who is signed in has no family. */
export async function pathOf(...resource) {
  const family = await actingFamily();
  if (!family) throw nowhere();
  return familyPath(family, ...resource);
}
