/** What a button asks for, once at a time. */
import { announce } from "../base/announce.js";

const said = (problem) => announce(problem.message ?? "Un problème est survenu. Réessayez dans un instant.");

/** Pressed again before it is done, the button does nothing. `refused(problem)` tells why it failed. */
export async function once(button, act, refused = said) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await act();
  } catch (problem) {
    refused(problem);
  } finally {
    button.removeAttribute("aria-busy");
  }
}
