/** Before the first paint: the colour of the commune this device last knew. */
import { currentFamily, knownMe } from "./session.js";

const known = knownMe();
const colour = known && currentFamily(known)?.commune.colour;
if (colour) document.documentElement.dataset.colour = colour;
