/** What the address of a screen names: `?id=…&famille=commune/famille`. */
import { named, nowhere } from "./paths.js";
import { currentFamily, familyPath, keyOf, knownMe, me } from "./session.js";

export const id = named("id") ?? "";
/** Without one, the year that the device is in. */
export const year = named("annee") ?? String(new Date().getFullYear());

/** Address of a resource of the family that the screen is about. Throws Problem where who is signed in has no such family. */
export async function pathOf(...resource) {
  const family = meant(knownMe()) ?? meant(await me());
  if (!family) throw nowhere();
  return familyPath(family, ...resource);
}

/** The family that the address means; undefined where `Me` does not know it. */
function meant(answer) {
  const family = answer && currentFamily(answer);
  if (family && [undefined, keyOf(family)].includes(named("famille"))) return family;
}

/** Address of another screen about the same family: `screen("facture", "01…")`, `screen("annee", { annee: 2026 })`. */
export function screen(name, about = {}) {
  const query = new URLSearchParams(typeof about === "string" ? { id: about } : about);
  if (named("famille")) query.set("famille", named("famille"));
  return `/espace/${name}/?${query}`;
}

for (const link of document.querySelectorAll("[data-list]")) link.href = screen("factures");
