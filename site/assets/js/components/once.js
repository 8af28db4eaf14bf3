/** What a button asks for, once at a time. */
import { announce } from "../base/announce.js";
import { whileBusy } from "../base/busy.js";

const said = (problem) => announce(problem.message ?? "Un problème est survenu. Réessayez dans un instant.");

/** Pressed again before it is done, the button does nothing. `refused(problem)` tells why it failed. */
export const once = (button, act, refused = said) => whileBusy(button, act).catch(refused);
