/** What a quotient would change from another day on, said before an agent accepts it (desk/inbox-item.js). */
import { announce } from "../base/announce.js";
import { deskPath } from "../base/desk.js";
import { put } from "../base/writes.js";

/** The last sentence of the effect says who is told: it stays. */
export async function tryQuotient(input, quotient, family) {
  const effect = input.closest(".stack").querySelector('[data-part="effect"]');
  try {
    const { sentences } = await put(await deskPath("files", family, "quotients"), { ...quotient, dry: true });
    if (input.value !== quotient.since) return;
    const rows = sentences.map((textContent) => Object.assign(document.createElement("li"), { textContent }));
    effect.replaceChildren(...rows, effect.lastElementChild);
    announce(sentences[0]);
  } catch (problem) {
    announce(problem.message);
  }
}
