/** The last planning that was read, kept on the device for when there is no network. base/session.js forgets it at sign-out. */
import { isOut } from "../base/session.js";

const CACHE = "preau-family";

/** Not once another tab has signed out. */
export async function keep(path, planning) {
  if (!("caches" in window) || isOut()) return;
  const cache = await caches.open(CACHE);
  await cache.put(path, new Response(JSON.stringify(planning), { headers: { "Content-Type": "application/json" } }));
}

/** The planning kept under that path; null where there is none, or where the browser keeps nothing and says so by refusing. */
export async function kept(path) {
  try {
    return await (await (await caches.open(CACHE)).match(path)).json();
  } catch {
    return null;
  }
}
