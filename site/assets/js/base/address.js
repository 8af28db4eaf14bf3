/** What the address of a screen names: `?id=…&famille=commune/famille`. */
import { currentFamily, familyPath, knownMe, me } from "./session.js";

// A provider that sends the payer back may glue "?idop=…" to the address without looking.
const named = (name) => new URLSearchParams(location.search).get(name)?.split("?")[0];

export const id = named("id") ?? "";
/** Without one, the year that the device is in. */
export const year = named("annee") ?? String(new Date().getFullYear());

/** Address of a resource of the family that the screen is about. */
export async function pathOf(resource) {
  const [commune, family] = (named("famille") ?? "").split("/");
  if (family) return familyPath({ commune: { id: commune }, family: { id: family } }, resource);
  return familyPath(currentFamily(knownMe() ?? (await me())), resource);
}

/** Address of another screen about the same family: `screen("facture", "01…")`, `screen("annee", { annee: 2026 })`. */
export function screen(name, about = {}) {
  const query = new URLSearchParams(typeof about === "string" ? { id: about } : about);
  if (named("famille")) query.set("famille", named("famille"));
  return `/espace/${name}/?${query}`;
}

for (const link of document.querySelectorAll("[data-list]")) link.href = screen("factures");
