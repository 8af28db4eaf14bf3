/** One click for many days, said where the screen begins, with *Annuler*: what was put in the basket leaves it again. */
import { rangeWords } from "../planning/range-words.js";

/** Slots that one request names. */
const AT_ONCE = 700;

/** `screen`: as planning-screen.js answers it; `how` and `asked`: as `Acts.change` takes them. */
export async function fillAndTell({ acts, tell, nameOf, failed }, how, asked) {
  try {
    const answer = await acts.change(how, asked);
    const put = slotsOf(answer.put ?? {});
    tell({ ...rangeWords(answer, nameOf), undo: put.length ? undoOf(put) : null });
  } catch (problem) {
    failed(problem);
  }

  function undoOf(put) {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button button-quiet",
      textContent: "Annuler",
    });
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", true);
      try {
        for (let at = 0; at < put.length; at += AT_ONCE)
          await acts.change("changes", { remove: put.slice(at, at + AT_ONCE) });
        tell({ title: "C’est annulé", text: "Ce qui venait d’être mis dans le panier en est retiré." });
      } catch (problem) {
        failed(problem);
      }
    });
    return button;
  }
}

/** `{clara: {cantine: ["2026-11-30"]}}` → slots. */
const slotsOf = (put) =>
  Object.entries(put).flatMap(([child, services]) =>
    Object.entries(services).flatMap(([service, dates]) => dates.map((date) => ({ child, service, date }))),
  );
