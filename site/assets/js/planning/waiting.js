/** The waiting list of a full day. Joining takes no place and costs nothing: one click does it; leaving loses the rank, so it is asked first. */
import { clickOn } from "./cells.js";
import { count } from "./calendar-words.js";
import { NO_BREAK } from "../base/days-and-hours.js";

const CLICKED = ["can_wait", "waiting"];

const NOT_LOADED = "La connexion est coupée. Touchez de nouveau cette case dès son retour.";

/** Whether a click on a cell in that state does something, here or with the basket. */
export const hasClick = (state) => CLICKED.includes(state) || Boolean(clickOn(state));

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

/** Join or leave, as a click on the cell asks. Whether it was such a click. `sure`: of `ask` in waiting-list.js. */
export function clickQueue(store, cell, sure) {
  const isAsked = CLICKED.includes(store.stateOf(cell));
  // Few days are full: what asks the server comes when one is touched.
  if (isAsked && !store.readOnly)
    import("./waiting-list.js").then(({ ask }) => ask(store, cell, sure)).catch(() => store.trouble(NOT_LOADED));
  return isAsked;
}
