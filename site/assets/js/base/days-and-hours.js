/** Days and hours as the French write them: as functions/french/words/dates.py. Every script that says one says it with these. */

export const NO_BREAK = "\u00a0";

/** Not of the browser's Intl: on a phone, what it reads before its first word keeps a screen waiting longer than all else that the script does. */
const WEEKDAYS = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ");
/** The point ends the short name. */
const MONTHS = "janv.ier févr.ier mars avr.il mai juin juil.let août sept.embre oct.obre nov.embre déc.embre".split(
  " ",
);

/** Days in French by a pattern of Unicode's CLDR: "EEEE d MMMM", "EEE d MMM", "MMMM y". */
export const inFrench = (pattern) => (iso) => {
  const at = new Date(`${iso}T00:00Z`);
  const weekday = WEEKDAYS[at.getUTCDay()];
  const month = MONTHS[at.getUTCMonth()];
  const said = {
    EEEE: weekday,
    EEE: `${weekday.slice(0, 3)}.`,
    d: at.getUTCDate() < 2 ? "1er" : at.getUTCDate(),
    MMMM: month.replace(".", ""),
    MMM: month.replace(/\..*/, "."),
    y: at.getUTCFullYear(),
  };
  return pattern.replace(/\w+/g, (letters) => said[letters]);
};

/** "mardi 24 novembre" */
export const longDay = inFrench("EEEE d MMMM");

/** "08:30" → "8 h 30", "08:00" → "8 h" */
export function saidHour(time) {
  const [hours, minutes] = time.split(":");
  return `${Number(hours)}${NO_BREAK}h${minutes === "00" ? "" : NO_BREAK + minutes}`;
}
