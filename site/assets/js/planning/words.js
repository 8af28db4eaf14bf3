/** The French of the week grid. Days and hours read as in functions/french/bookings/cells.py. */
import { inFrench, longDay, NO_BREAK, saidHour } from "../base/days-and-hours.js";
import { msUntil } from "./clock.js";
import { addDays } from "./days.js";

/** "mardi" */
export const weekdayName = inFrench("EEEE");
/** "24 novembre" */
export const dayAndMonth = inFrench("d MMMM");
/** "24", "1er" */
export const dayOfMonth = (day) => dayAndMonth(day).split(" ")[0];

export const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** "2026-11-24T08:30:00+01:00" → "8 h 30". The offset is the commune's, so the text is read as it is. */
export function hour(instant) {
  const time = instant.slice(11, 16);
  return time === "12:00" ? "midi" : saidHour(time);
}

/** The day of a limit: midnight belongs to the evening before. */
const dayOf = (instant) => addDays(instant.slice(0, 10), instant.slice(11, 16) === "00:00" ? -1 : 0);

/** "jusqu’à jeudi 10 h", "jusqu’à 10 h aujourd’hui", "jusqu’à ce soir à minuit", "jusqu’au mardi 8 décembre au soir à minuit" */
export function until(instant, today) {
  const day = dayOf(instant);
  const midnight = day !== instant.slice(0, 10);
  const clock = midnight ? "soir à minuit" : hour(instant);
  if (day === today) return midnight ? `jusqu’à ce ${clock}` : `jusqu’à ${clock} aujourd’hui`;
  if (day < addDays(today, 7)) return `jusqu’à ${day === addDays(today, 1) ? "demain" : weekdayName(day)} ${clock}`;
  const year = day.slice(0, 4) === today.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  return `jusqu’au ${longDay(day)}${year} ${midnight ? "au" : "à"} ${clock}`;
}

/** "4 déc." */
export const shortDate = inFrench("d MMM");

/** A limit where there is little room: "demain 10 h", "aujourd’hui 10 h", "jeudi midi"; a week away or more, the day alone: "le 8 déc." */
export function shortly(instant, today) {
  const said = until(instant, today);
  if (said.startsWith("jusqu’au ")) return `le ${shortDate(dayOf(instant))}`;
  return said.slice("jusqu’à ".length).replace(/^(.+) (aujourd’hui)$/, "$2 $1");
}

/** "4 min" within the hour before a limit, else null. */
export const minutesLeft = (ms) =>
  ms > 0 && ms <= 3_600_000 ? `${Math.max(1, Math.floor(ms / 60_000))}${NO_BREAK}min` : null;

/** "à valider d’ici 4 min", "à valider jusqu’à jeudi 10 h": as the cell says it. */
export function inTime(instant, today) {
  const minutes = minutesLeft(msUntil(instant));
  return minutes ? `à valider d’ici ${minutes}` : `à valider ${until(instant, today)}`;
}
