/** What an act on many dates came to, where the screen begins and with the focus on it: what is done, then what is not and why. Asked for once something is to be told. */
import { lateStyles } from "../base/late-styles.js";
import { fill, part } from "../base/parts.js";
import { screen } from "../base/screens.js";

const element = (tag, properties, name) => {
  const made = Object.assign(document.createElement(tag), properties);
  if (name) made.dataset.part = name;
  return made;
};

/** What an act is told in: `root`, empty and hidden so far. It takes the focus, which reads it out: as a status too it would be said twice. */
export function outcomeBox(root) {
  root.tabIndex = -1;
  const acts = element("p", { className: "row" });
  const folded = element("details", {});
  folded.append(element("summary", { textContent: "Voir lesquelles, et pourquoi" }), element("ul", {}, "refused"));
  acts.append(
    element("a", { className: "button", textContent: "Payer maintenant", hidden: true }, "pay"),
    " ",
    element("button", { type: "button", className: "button button-quiet", textContent: "Fermer" }),
  );
  root.append(element("h2", { className: "alert-title" }, "title"), element("p", {}, "text"), folded, acts);
  return root;
}

const common = element("div", { id: "outcome", hidden: true });
document.getElementById("notices").append(common);
export const tellOutcome = outcomeIn(outcomeBox(common));

/**
 * Answers `tell({title, text, refused, pay, failed, offers})`: `refused`: sentences; `pay`: an invoice to pay now, `famille`: of that family, where the
 * address names none; `failed`: nothing was done at all; `isNothing`: nothing had to be done; `offers`: elements beside *Fermer*: the way back, the way to what was made.
 */
export function outcomeIn(root) {
  const close = root.querySelector("button");
  /** What was offered beside the act before: it goes with it. */
  let offered = [];

  close.addEventListener("click", () => {
    root.hidden = true;
    document.getElementById("contenu").focus();
  });

  // Of another week it says nothing, unless something is left to do about it.
  document.getElementById("week-nav")?.addEventListener("click", ({ target }) => {
    if (target.closest("[data-step]") && root.classList.contains("outcome-passing")) root.hidden = true;
  });

  return async ({ title, text, refused = [], pay, famille, failed = false, isNothing = false, offers = [] }) => {
    await lateStyles();
    fill(root, { title, text });
    const link = part(root, "pay");
    for (const each of offered) each.remove();
    offered = offers;
    close.after(...offers.flatMap((each) => [" ", each]));
    link.hidden = !pay;
    link.href = screen("facture", { id: pay, ...(famille && { famille }) });
    part(root, "refused").replaceChildren(
      ...refused.map((sentence) => {
        const item = document.createElement("li");
        item.textContent = sentence;
        return item;
      }),
    );
    // A long list leaves the screen to what it is about until it is asked for.
    const folded = root.querySelector("details");
    folded.hidden = !refused.length;
    folded.open = refused.length < 3;
    root.className = `alert outcome ${colourOf(failed, refused.length, isNothing)}`;
    root.classList.toggle("outcome-passing", !failed && !refused.length && !pay && !offers.length);
    root.hidden = false;
    root.focus();
  };
}

/** What came to nothing is no success. */
function colourOf(failed, refused, isNothing) {
  if (failed) return "alert-bad";
  if (refused) return "alert-warn";
  return isNothing ? "" : "alert-good";
}
