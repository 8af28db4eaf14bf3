/** Help for agents: back to the screen from which it was opened, with the family or the day that it was about. */
import { wayBack } from "../base/way-back.js";

const DESK = "/mairie/";
const from = document.referrer && new URL(document.referrer);
if (from && from.origin === location.origin && from.pathname.startsWith(DESK))
  document.querySelector("[data-back]").href = wayBack(from.pathname + from.search, "", DESK);
