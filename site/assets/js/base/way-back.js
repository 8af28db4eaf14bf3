/** Where signing in leads: back to the screen that asked for it, `?suite=/espace/…`. */

const SCREENS = "/espace/";

/** The whole address of that screen, with its `fragment` if it had one; of the first screen where what is asked is no screen of ours. */
export function wayBack(asked, fragment) {
  const first = location.origin + SCREENS;
  if (!asked?.startsWith(SCREENS)) return first;
  const url = new URL(asked, location.origin);
  // As the browser reads it: `/espace/..//elsewhere.example` is no screen.
  if (!url.pathname.startsWith(SCREENS)) return first;
  if (fragment) url.hash = fragment;
  return url.href;
}
