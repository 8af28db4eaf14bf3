/** What a basket says and does once it holds something: its list, its price, *Valider* and what it came to, *Tout retirer*. */
import { announce } from "../base/announce.js";
import { whileBusy } from "../base/busy.js";
import { money } from "../base/french.js";
import { lateStyles } from "../base/late-styles.js";
import { whileItLasts } from "../base/long-act.js";
import { empty, resume, validateBasket } from "../planning/validation.js";
import { validationWords } from "../planning/validation-words.js";
import { putBack } from "../planning/basket-acts.js";
import { basketView } from "../planning/basket-view.js";
import { count } from "../planning/calendar-words.js";
import { basketBar } from "./basket-bar.js";
import { basketLines } from "./basket-lines.js";
import { offerUndo, undoValidation } from "./undo-validation.js";

/** What the baskets of several families are done with, each as that of one. */
const PARTS = {
  basketLines,
  basketView,
  empty,
  inEuros: money,
  offerUndo,
  resume,
  undoValidation,
  validateBasket,
  validationWords,
};

/**
 * `view`: as planning-screen.js answers it. Answers `{show()}` once it can be seen; a validation that was cut short is finished.
 * A store of several families says itself what is done with their baskets (`store.baskets`): joined-baskets.js.
 */
export async function fullBasket(root, store, view) {
  await lateStyles();
  const { acts } = view;
  const doing = store.baskets?.(root, view, PARTS) ?? ofOne(root, store, view);
  const toggle = root.querySelector(".basket-toggle");
  const title = root.querySelector("h2");
  const expand = (open) => toggle.setAttribute("aria-expanded", open);
  const fold = () => expand(false);

  toggle.addEventListener("click", () => expand(toggle.getAttribute("aria-expanded") === "false"));
  root.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || toggle.getAttribute("aria-expanded") === "false") return;
    expand(false);
    toggle.focus();
  });
  root.querySelector(".button-danger").addEventListener("click", async ({ target }) => {
    await whileBusy(target, () => doing.empty().then(() => announce("Votre panier est vide."), view.failed));
    target.parentElement.open = false;
    title.focus();
  });
  root.querySelector(".basket-again").addEventListener("click", () => {
    putBack(
      acts,
      basketView(store).expired.filter(({ problem }) => !problem),
    );
    title.focus();
  });
  root.querySelector(".basket-validate").addEventListener("click", () => {
    const sent = basketView(store).lines.filter(({ problem }) => !problem).length;
    whileItLasts(doing.validate(fold), count(sent, "demande part", "demandes partent"));
  });
  doing.resume(fold);
  return { show: basketBar(root, store, doing.showLines) };
}

/** `answered()` hears that the basket was validated, before it is told. */
function ofOne(root, store, view) {
  const { acts, tell, nameOf, failed } = view;
  const toldOf = (asked, answered) =>
    asked.then((answer) => {
      if (!answer) return;
      answered();
      const offers = answer.acts?.length ? [undoValidation(store, answer, view)] : [];
      tell({ ...validationWords(answer, nameOf), offers });
    }, failed);
  return {
    showLines: basketLines(root, acts),
    empty: () => empty(store, acts),
    validate: (answered) => toldOf(validateBasket(store, acts), answered),
    resume(answered) {
      offerUndo(store, view);
      return toldOf(resume(store), answered);
    },
  };
}
