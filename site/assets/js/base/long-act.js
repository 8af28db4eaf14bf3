/**
 * An act that lasts: it is said, and said again, so that nobody presses twice or leaves meanwhile. How far it is is not: an act is one
 * request, docs/decisions/0063-a-year-is-sent-at-once.md.
 */
import { announce } from "./announce.js";

const FIRST_MS = 2000;
const EACH_MS = 6000;

/** What the promise `act` comes to. That it is not there yet is said after two seconds, then every six; `what`: "640 demandes sont en cours d’envoi". */
export async function whileItLasts(act, what = "C’est en cours") {
  let each;
  const say = () => announce(`${what} : encore quelques secondes…`);
  const first = setTimeout(() => {
    say();
    each = setInterval(say, EACH_MS);
  }, FIRST_MS);
  try {
    return await act;
  } finally {
    clearTimeout(first);
    clearInterval(each);
    // It is over: what is told next is what it came to.
    if (each) document.getElementById("status").replaceChildren();
  }
}
