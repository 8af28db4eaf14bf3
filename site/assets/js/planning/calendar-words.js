/** The French that the first view of the week does without. */
import { inFrench, NO_BREAK } from "../base/days-and-hours.js";

/** "mar. 24 nov." */
export const shortDay = inFrench("EEE d MMM");
/** "novembre 2026" */
export const monthName = inFrench("MMMM y");
/** "1 date", "3 dates" */
export const count = (number, one, many = `${one}s`) => `${number}${NO_BREAK}${number < 2 ? one : many}`;
