/** The waiting list of a full day. Joining takes no place and costs nothing: one click does it; leaving loses the rank, so it is asked first. */
import { clickOn } from "./cells.js";
import { count } from "./calendar-words.js";
import { NO_BREAK } from "../base/days-and-hours.js";

/** Whether a click joins the list, or leaves it. */
export const movesInQueue = (state) => ["can_wait", "waiting"].includes(state);

/** True of a state in which a click on a cell does something, here or with the basket. */
export const hasClick = (state) => movesInQueue(state) || clickOn(state);

/** "1er", "2e" */
export const ordinal = (rank) => (rank === 1 ? "1er" : `${rank}e`);

/** `{word, note, mark}` of a full day; null for any other. A rank that is not known yet is not said. */
export function queueWords({ queue }, state) {
  if (state === "can_wait") {
    const others = queue?.waiting ? ` (${count(queue.waiting, "enfant attend", "enfants attendent")})` : "";
    return { word: "Complet", note: `attendre une place${others}`, mark: `${NO_BREAK}:` };
  }
  if (state !== "waiting") return null;
  return {
    word: queue?.rank ? `Liste d’attente, ${ordinal(queue.rank)}` : "Liste d’attente",
    note: "réservé si une place se libère",
  };
}
