/** What the server refused, in French. */
import { longDay } from "../base/days-and-hours.js";
import { capital } from "./words.js";

/** One sentence a line. */
export const refusedWords = (lines, nameOf) =>
  lines.map((line) => `${capital(longDay(line.date))}, ${nameOf(line)} : ${line.sentence}`);
