/** A week in which nothing opens: why, and what the family would have to do first. */
import { clone, fill } from "../base/parts.js";

/** The word of a service that would open if the family did what the town asks: as functions/french/bookings/cells.py says it. */
const MISSING = "À compléter";

/** `cells`: of the planning of that week alone. */
export function nothing({ cells }) {
  const why = [...new Set(cells.map(({ sentence }) => sentence))].join(" ");
  const days = cells.some(({ word }) => word === MISSING) ? "pour l’instant" : "cette semaine";
  const title = `Rien à réserver ${days}`;
  return fill(clone("week-empty"), { title, why: why || "Aucun service n’est proposé à vos enfants ces jours-là." });
}
