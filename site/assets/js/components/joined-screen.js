/** What an act came to in each town: an alert of its own where the screen begins, which says which town it is of. */
import { announce } from "../base/announce.js";

/** `store`: a JoinedStore; `view`: as planning-screen.js answers it. Answers `of(town)`, the same of one family; `begin()`: what follows is told together. */
export function townScreens(store, view) {
  let first = true;
  const made = new Map();

  function make({ key, label, store: own }, acts) {
    const root = Object.assign(document.createElement("div"), { hidden: true });
    document.getElementById("notices").append(root);
    let show;
    const tell = async ({ title, ...told }) => {
      const said = `${label} : ${title[0].toLowerCase()}${title.slice(1)}`;
      const isFirst = first;
      first = false;
      try {
        const { outcomeBox, outcomeIn } = await import("./outcome.js");
        show ??= outcomeIn(outcomeBox(root));
      } catch {
        return announce(`${said}. ${told.text}`);
      }
      const at = document.activeElement;
      await show({ ...told, title: said, famille: key });
      if (isFirst) return;
      // Read on from the first: another town's answer takes nobody away from what they do.
      at.focus({ preventScroll: true });
      announce(said);
    };
    const failed = ({ title, message }) => tell({ title, text: message, failed: true });
    return { root, acts, tell, nameOf: (slot) => view.nameOf(slot, own.planning), failed };
  }

  return {
    of(town) {
      if (!made.has(town)) made.set(town, make(town, view.acts.of(town)));
      return made.get(town);
    },
    begin() {
      first = true;
      const common = document.getElementById("outcome");
      if (common) common.hidden = true;
      for (const { root } of made.values()) root.hidden = true;
    },
  };
}
