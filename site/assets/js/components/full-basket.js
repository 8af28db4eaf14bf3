/** What a basket says and does once it holds something: its list, its price, *Valider* and what it came to, *Tout retirer*. */
import { announce } from "../base/announce.js";
import { lateStyles } from "../base/late-styles.js";
import { empty, resume, validateBasket } from "../planning/validation.js";
import { validationWords } from "../planning/validation-words.js";
import { putBack } from "../planning/basket-acts.js";
import { basketView } from "../planning/basket-view.js";
import { basketBar } from "./basket-bar.js";
import { basketLines } from "./basket-lines.js";
import { undoValidation } from "./undo-validation.js";

/** `screen`: as planning-screen.js answers it. Answers `{show()}` once it can be seen; a validation that was cut short is finished. */
export async function fullBasket(root, store, screen) {
  const { acts, tell, nameOf, failed } = screen;
  await lateStyles();
  const toggle = root.querySelector(".basket-toggle");
  const title = root.querySelector("h2");
  const expand = (open) => toggle.setAttribute("aria-expanded", open);
  const toldOf = (asked) =>
    asked.then((answer) => {
      if (!answer) return;
      expand(false);
      const offers = answer.acts?.length ? [undoValidation(store, answer, screen)] : [];
      tell({ ...validationWords(answer, nameOf), offers });
    }, failed);

  toggle.addEventListener("click", () => expand(toggle.getAttribute("aria-expanded") === "false"));
  root.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || toggle.getAttribute("aria-expanded") === "false") return;
    expand(false);
    toggle.focus();
  });
  root.querySelector(".button-danger").addEventListener("click", async ({ target }) => {
    target.setAttribute("aria-busy", true);
    await empty(store, acts).then(() => announce("Votre panier est vide."), failed);
    target.removeAttribute("aria-busy");
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
  root.querySelector(".basket-validate").addEventListener("click", () => toldOf(validateBasket(store, acts)));
  toldOf(resume(store));
  return { show: basketBar(root, store, basketLines(root, acts)) };
}
