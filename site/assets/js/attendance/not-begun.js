/** What is said of a service that has not begun. Pure. */
import { saidHour } from "../base/days-and-hours.js";

/** « Garderie du soir commence à 16 h 30. Vous pouvez déjà pointer. » Empty for another day, and once it has begun. */
export function notBegun({ date, starts, service_name: name }, { day, hour }) {
  if (date !== day || !starts || hour >= starts) return "";
  return `${name} commence à ${saidHour(starts)}. Vous pouvez déjà pointer.`;
}
