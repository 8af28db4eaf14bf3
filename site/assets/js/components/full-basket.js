/** What a basket does once it holds something: its list, *Valider* and what it came to, *Tout retirer*. */
import { announce } from "../base/announce.js";
import { empty, resume, validateBasket } from "../planning/validation.js";
import { validationWords } from "../planning/validation-words.js";
import { basketLines } from "./basket-lines.js";
import { offerUndo } from "./undo-validation.js";

/** `screen`: as planning-screen.js answers it. Answers `{showLines, validate, resume, empty}`: none of them throws. */
export function fullBasket(root, store, screen) {
  const { acts, tell, nameOf, failed } = screen;
  const toldOf = (asked) =>
    asked.then((answer) => {
      if (!answer) return;
      root.querySelector(".basket-toggle").setAttribute("aria-expanded", false);
      tell(validationWords(answer, nameOf));
      if (answer.acts?.length) offerUndo(store, answer, screen);
    }, failed);
  return {
    showLines: basketLines(root, acts),
    validate: () => toldOf(validateBasket(store, acts)),
    resume: () => toldOf(resume(store)),
    empty: () => empty(store, acts).then(() => announce("Votre panier est vide."), failed),
  };
}
