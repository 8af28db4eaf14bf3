/** The last planning that was read, kept on the device for when there is no network. base/session.js forgets it at sign-out. */
import { isOut } from "../base/session.js";

const CACHE = "preau-family";
/** Opening its caches stops a page for as long as the browser takes: what was read is painted first. */
const PAINTED_MS = 50;

/** Not once another tab has signed out. */
export async function keep(path, planning) {
  await new Promise((painted) => setTimeout(painted, PAINTED_MS));
  if (isOut()) return;
  const cache = await window.caches?.open(CACHE);
  await cache?.put(path, new Response(JSON.stringify(planning)));
}

/** The planning kept under that path; null where there is none, or where the browser keeps nothing and says so by refusing. */
export async function kept(path) {
  try {
    return await (await (await caches.open(CACHE)).match(path)).json();
  } catch {
    return null;
  }
}
