/** Where signing in leads: back to the screen that asked for it, `?suite=/espace/…` or `?suite=/mairie/…`. */

const AREAS = ["/espace/", "/mairie/"];

/** The whole address of that screen, with its `fragment` if it had one; of `first` where what is asked is no screen of ours. */
export function wayBack(asked, fragment, first = AREAS[0]) {
  const area = AREAS.find((each) => asked?.startsWith(each));
  const url = new URL(area ? asked : first, location.origin);
  // As the browser reads it: `/espace/..//elsewhere.example` is no screen.
  if (!area || !url.pathname.startsWith(area)) return location.origin + first;
  if (fragment) url.hash = fragment;
  return url.href;
}
