/** The way in, once the server has opened the session. */
import { named } from "../base/paths.js";
import { screen } from "../base/screens.js";
import { FRAGMENT, forget, familyKey, remember } from "../base/session.js";
import { wayBack } from "../base/way-back.js";

/** Leave for the screen that asked for it, with nothing on this device of whoever used it before. `told`: why one left, said there again. */
export async function enter(me, told, first) {
  const target = afterSignIn(me, first);
  await forget();
  remember(me);
  told();
  location.replace(target);
}

/** The screen that asked for it; from a commune's own page the first screen, of the family that one has there; else `first`. */
export function afterSignIn(
  { families, agent_of: towns },
  first = families.length || !towns?.length ? undefined : "/mairie/",
) {
  const fragment = sessionStorage.getItem(FRAGMENT);
  sessionStorage.removeItem(FRAGMENT);
  const there = families.find(({ commune }) => commune.id === named("commune"));
  const screenThere = there && screen("", { famille: familyKey(there) });
  return wayBack(new URLSearchParams(location.search).get("suite") ?? screenThere, fragment, first);
}
