/** How both views start. What shows the planning is asked for beside the planning itself: the page's frame does without. */
import { announce } from "../base/announce.js";
import { named } from "../base/paths.js";
import { screen } from "../base/screens.js";
import { actingFamily, knownMe } from "../base/session.js";
import { Store } from "../planning/store.js";
import { oldNotice } from "./old-notice.js";

/**
 * The family's store; of several, where the address names none, one store over all of theirs. `view`: under which name its last planning is
 * kept; `show(store)` is called at each change.
 */
export async function openStore(view, show) {
  const family = await actingFamily().catch(stuck);
  if (!family) return leave();
  const { families } = knownMe();
  const store =
    families[1] && !named("famille")
      ? (await import("./joined-planning.js").catch(stuck)).joined(families, view)
      : new Store(family, view);
  store.addEventListener("change", () => show(store));
  store.addEventListener("trouble", ({ detail }) => announce(detail));
  return store;
}

/** A parent of no family has nothing to reserve: the first screen says what to do. */
function leave() {
  location.replace(screen());
  return new Promise(() => {});
}

/** The frame stays alone: it says why in place of the wait (components/old-notice.html), and a reload begins again. */
function stuck({ message: failure }) {
  oldNotice(document.getElementById("old"), { failure, read: () => location.reload() }).show();
  document.getElementById("wait").parentElement.setAttribute("aria-busy", false);
  return new Promise(() => {});
}
