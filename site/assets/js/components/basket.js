/** The basket: beside the grid, or a bar that opens on a phone. What it says and does once it holds something comes with that: full-basket.js. */
import { fill } from "../base/parts.js";

/** `view`: as planning-screen.js answers it. Answers `{show()}`. */
export function basketPlace(root, store, view) {
  let full, loading;

  const load = () =>
    (loading ??= import("./full-basket.js").then(
      async ({ fullBasket }) => {
        full = await fullBasket(root, store, view);
        full.show();
      },
      ({ message }) => {
        loading = null;
        fill(root, { empty: message });
      },
    ));

  return {
    show() {
      const { planning, pending } = store;
      if (full) full.show();
      else if (planning && (pending.size || holds(planning.basket) || store.cutShort)) load();
    },
  };
}

const holds = ({ lines, expired }) => lines.length || expired?.length;
