/** In which week a week that comes back begins. */
import { addDays, weekNumber } from "./days.js";

/** The first week, from that Monday on, for which the lines ask something: those of odd weeks ask nothing of an even one. */
export function firstMonday(monday, lines) {
  const isTheirs = ({ weeks }) => weeks === "all" || (weeks === "odd") === Boolean(weekNumber(monday) % 2);
  return lines.some(isTheirs) ? monday : firstMonday(addDays(monday, 7), lines);
}
