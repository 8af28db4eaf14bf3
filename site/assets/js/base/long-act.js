/** An act that lasts: it is said, and said again, so that nobody presses twice or leaves meanwhile. */
import { announce } from "./announce.js";

const FIRST_MS = 2000;
const EACH_MS = 6000;

const say = () => announce("C’est en cours : encore quelques secondes…");

/** What the promise `act` comes to. That it is not there yet is said after two seconds, then every six. */
export async function whileItLasts(act) {
  let each;
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
