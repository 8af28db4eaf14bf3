/** Days and hours as the French write them: as functions/french/words/dates.py. Every script that says one says it with these. */

export const NO_BREAK = "\u00a0";

/** Days in French: `options` as Intl.DateTimeFormat takes them. */
export function inFrench(options) {
  const format = new Intl.DateTimeFormat("fr-FR", { ...options, timeZone: "UTC" });
  return (day) => format.format(new Date(`${day}T00:00Z`)).replace(/\b1(?= \D|$)/, "1er");
}

/** "mardi 24 novembre" */
export const longDay = inFrench({ weekday: "long", day: "numeric", month: "long" });

/** "08:30" → "8 h 30", "08:00" → "8 h" */
export function saidHour(time) {
  const [hours, minutes] = time.split(":");
  return `${Number(hours)}${NO_BREAK}h${minutes === "00" ? "" : NO_BREAK + minutes}`;
}
