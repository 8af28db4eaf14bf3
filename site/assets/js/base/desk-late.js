/** What the frame of the town hall's screens needs after the first view: the search once somebody is in it, and leaving. */
import { signOut, watchOwner } from "./leaving.js";

export const leave = signOut;
export const watchAgent = watchOwner;

const field = document.getElementById("chercher");
// Without a network nothing is found either, and the next time that one comes back to the field it is asked for again.
const near = () => import("./desk-find.js").then(({ watchSearch }) => watchSearch(field)).catch(() => {});
if (document.activeElement === field) near();
field.addEventListener("focus", near);
