/** The way in, once the server has opened the session. */
import { named } from "../base/paths.js";
import { screen } from "../base/screens.js";
import { FRAGMENT, forget, keyOf, remember } from "../base/session.js";
import { wayBack } from "../base/way-back.js";

/** Leave for the screen that asked for it, with nothing on this device of whoever used it before. `told`: why one left, said there again. */
export async function enter(me, told) {
  const target = afterSignIn(me);
  await forget();
  remember(me);
  told();
  location.replace(target);
}

/** The screen that asked for it; from a commune's own page the first screen, of the family that one has there; the town hall for an agent. */
export function afterSignIn({ families, agent_of: towns }) {
  const fragment = sessionStorage.getItem(FRAGMENT);
  sessionStorage.removeItem(FRAGMENT);
  const there = families.find(({ commune }) => commune.id === named("commune"));
  const first = there && screen("", { famille: keyOf(there) });
  const asked = new URLSearchParams(location.search).get("suite") ?? first;
  return wayBack(asked, fragment, towns?.length ? "/mairie/" : undefined);
}
