/** What both views share: the basket, what *Valider* came to, the limits that come near, how old the planning is. */
import { announce } from "../base/announce.js";
import { currentFamily, knownMe, me } from "../base/session.js";
import { keepFresh } from "../planning/fresh.js";
import { Store } from "../planning/store.js";
import { validationWords } from "../planning/validation-words.js";
import { basket } from "./basket.js";
import { closingSoon } from "./closing-soon.js";
import { oldNotice } from "./old-notice.js";
import { outcome } from "./outcome.js";

/**
 * `view`: under which name its last planning is kept; `show(store)`: the view's own part.
 * Answers `{store, tell, nameOf}`: `tell` of outcome.js; `nameOf(slot)` is "Cantine, Clara".
 */
export async function planningScreen(view, show) {
  const store = new Store(currentFamily(knownMe() ?? (await me())), view);
  const nameOf = ({ service, child }) => {
    const { services, children } = store.planning;
    const names = [services.find(({ code }) => code === service)?.name, children.find(({ id }) => id === child)?.first_name];
    return names.filter(Boolean).join(", ");
  };
  const tell = outcome(document.getElementById("outcome"));
  const validated = (answer) => tell(validationWords(answer, nameOf));
  const failed = ({ title, message }) => tell({ title, text: message, failed: true });
  const parts = [
    basket(document.getElementById("basket"), store, { validated, failed }),
    closingSoon(document.getElementById("closing-soon"), store),
    oldNotice(document.getElementById("old"), store),
  ];
  let resumed = false;
  store.addEventListener("change", () => {
    show(store);
    for (const each of parts) each.show();
    if (!store.planning || resumed) return;
    resumed = true;
    store.resume().then((answer) => answer && validated(answer), failed);
  });
  store.addEventListener("trouble", ({ detail }) => announce(detail));
  store.addEventListener("refused", ({ detail }) => announce(validationWords({ accepted: [], refused: detail }, nameOf).refused.join(" ")));
  keepFresh(store);
  return { store, tell, nameOf, failed };
}
