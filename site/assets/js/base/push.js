/** Notifications of this browser: whether it can have them, and its address (RFC 8030), which the portal is given. */

/**
 * Why this browser has none: "home" (an iPhone shows them only to a page of the home screen), "old", "denied" (its owner said no, here or
 * once), or null. Told what the browser is, so that it can be asked of any.
 */
export function whyNot({ hasPush, userAgent, touches, permission }) {
  if (!hasPush) return browserOf({ userAgent, touches }) === "iphone" ? "home" : "old";
  return permission === "denied" ? "denied" : null;
}

export const whyNotHere = () =>
  whyNot({
    hasPush: "serviceWorker" in navigator && "PushManager" in window && "Notification" in window,
    userAgent: navigator.userAgent,
    touches: navigator.maxTouchPoints,
    permission: window.Notification?.permission,
  });

/** The family of the browser, as far as where it keeps what its owner allowed is known; null of any other. */
export function browserOf({ userAgent, touches }) {
  if (/iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && touches > 1)) return "iphone";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Chrome\//.test(userAgent)) return /Android/.test(userAgent) ? "android" : "chrome";
  return /Macintosh.*Safari\//.test(userAgent) ? "safari" : null;
}

export const browserHere = () => browserOf({ userAgent: navigator.userAgent, touches: navigator.maxTouchPoints });

/** `key`: the portal's, in base64url. `anew`: the address that the browser has belongs to somebody who used it before. */
export async function subscribe(key, { anew }) {
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  if (known && !anew) return known.toJSON();
  await known?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  return made.toJSON();
}

export async function unsubscribe() {
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
}

/** Whether the browser still has an address: it may have dropped it by itself. */
export async function isSubscribed() {
  const registration = await navigator.serviceWorker?.getRegistration();
  return Boolean(await registration?.pushManager?.getSubscription());
}

/** Of base64url. */
export function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
