/** A week in which nothing opens: why, and what the family would have to do first. It is rare, and made here rather than kept in every week. */

/** The word of a service that would open if the family did what the town asks: as functions/french/bookings/cells.py says it. */
const MISSING = "À compléter";

/** `cells`: of the planning of that week alone. */
export function nothing({ cells }) {
  const why = [...new Set(cells.map(({ sentence }) => sentence))].join(" ");
  const days = cells.some(({ word }) => word === MISSING) ? "pour l’instant" : "cette semaine";
  const element = made("div", { className: "week-empty" });
  element.append(
    made("h3", { textContent: `Rien à réserver ${days}` }),
    made("p", { textContent: why || "Aucun service n’est proposé à vos enfants ces jours-là." }),
  );
  return element;
}

const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
