/** What both views share beside the planning: the basket, what *Valider* came to, the limits that come near, how old it all is. */
import { announce } from "../base/announce.js";
import { Acts } from "../planning/acts.js";
import { keepFresh } from "../planning/refresh.js";
import { refusedWords } from "../planning/refused-words.js";
import { basketPlace } from "./basket.js";
import { oldNotice } from "./old-notice.js";

/**
 * `go(monday)`: where a week is shown without leaving the page. Answers `{acts, tell, nameOf, failed}`: `tell` as `tellOutcome` of outcome.js; `nameOf(slot)` is "Cantine, Clara", of another planning where one is given; `failed(problem)` shows it.
 */
export function planningScreen(store, go) {
  const nameOf = ({ service, child }, { services, children } = store.planning) =>
    [services.find(({ code }) => code === service)?.name, children.find(({ id }) => id === child)?.first_name]
      .filter(Boolean)
      .join(", ");
  const refused = (lines) => announce(refusedWords(lines, nameOf).join(" "));
  const acts = store.acts?.({ refused }) ?? new Acts(store, { refused });
  const failed = ({ title, message }) => tell({ title, text: message, failed: true });
  const view = { acts, tell, nameOf, failed };
  const parts = [
    basketPlace(document.getElementById("basket"), store, view),
    oldNotice(document.getElementById("old"), store),
  ];
  let soon;
  /** Once there is a planning in view. Each row says its own limit meanwhile. */
  const loadSoon = () =>
    (soon ??= new Promise(requestAnimationFrame)
      .then(() => import("./closing-soon.js"))
      .then(
        ({ closingSoon }) => {
          parts.push(closingSoon(store, go));
          show();
        },
        () => (soon = null),
      ));
  const show = () => {
    for (const each of parts) each.show();
    if (store.planning) loadSoon();
    for (const id of ["to-accept", "to-complete"])
      document.getElementById(id).hidden = !store.planning?.[id.replace("-", "_")];
  };
  store.addEventListener("change", show);
  addEventListener("beforeunload", (event) => acts.waiting && event.preventDefault());
  keepFresh(store);
  show();
  return view;
}

/** Few visits come to something to tell: what tells it comes then. */
const tell = (said) =>
  import("./outcome.js").then(
    ({ tellOutcome }) => tellOutcome(said),
    () => announce(`${said.title}. ${said.text}`),
  );
