/** Why a key does nothing, in one line: never silence, and never another request than the one that is shown. */

const KINDS = ["booking", "correction", "proof"];

/** Whether all that is ticked can be accepted at once. */
export const isOneKind = (ticked) =>
  KINDS.includes(ticked[0]?.kind) && ticked.every(({ kind }) => kind === ticked[0].kind);

/** `name`: "accept", "refuse" or "write". Null where those that are ticked can be answered so. */
export function whyNotTicked(name, ticked) {
  const untick = `Décochez (touche x) pour répondre à celle qui est ouverte.`;
  if (ticked.length === 1) return `« ${ticked[0].subject} » est cochée, une autre est ouverte. ${untick}`;
  if (name !== "accept") return `${ticked.length} demandes sont cochées : on ne répond ainsi qu’à une seule. ${untick}`;
  return isOneKind(ticked) ? null : `Les ${ticked.length} demandes cochées ne s’acceptent pas ensemble. ${untick}`;
}

/** `entry`: the one that is open; null where several are shown. */
export function whyNot(name, entry) {
  if (!entry)
    return name === "accept" ? "Rien ici ne peut être accepté." : "Ici, on accepte, ou on revient à la liste.";
  if (entry.kind === "attendance") return "Touchez ce qui est vrai : la liste du jour suivra.";
  if (entry.kind === "erasure") return "Un effacement se décide dans le dossier de la famille.";
  if (name === "accept") return "Rien à accepter : chaque ligne dit pourquoi.";
  return name === "refuse"
    ? "Une question ne se refuse pas : répondez par écrit (touche t)."
    : "On n’écrit pas ici : acceptez, ou refusez en disant pourquoi.";
}
