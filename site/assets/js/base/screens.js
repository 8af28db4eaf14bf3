/** Addresses of a parent's screens: the family that one looks at is in them, and stays there from one to the next. */
import { named, pagePath } from "./paths.js";

/** `?semaine=2026-W48&famille=aubray%2F3f…`: what an address asks, and the family that this one names; empty where there is nothing to say. */
export function withFamily(asked) {
  const query = new URLSearchParams(asked);
  const family = named("famille");
  if (family && !query.has("famille")) query.set("famille", family);
  return String(query) && `?${query}`;
}

/** `screen("facture", { id })`, `screen("annee", { annee: 2026 })`; without a name the first one. */
export const screen = (name, asked) => `${pagePath("espace", ...(name ? [name] : []))}/${withFamily(asked)}`;
