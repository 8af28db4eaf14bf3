/** Which child is shown: each one, or all of them. Nothing to choose for an only child. */
import { clone, fill } from "../base/parts.js";

/** `picked(child)`: an id, or null for all. Answers `{show(children, child)}`. */
export function childPicker(root, picked) {
  let known = "";
  root.addEventListener("change", ({ target }) => picked(target.value || null));
  return {
    show(children, child) {
      const ids = children.map(({ id }) => id).join();
      if (ids !== known) root.append(...children.map(choice));
      known = ids;
      root.hidden = children.length < 2;
      for (const input of root.querySelectorAll("input")) input.checked = input.value === (child ?? "");
    },
  };
}

function choice({ id, first_name: name }) {
  const label = fill(clone("child-choice"), { name });
  label.querySelector("input").value = id;
  return label;
}
