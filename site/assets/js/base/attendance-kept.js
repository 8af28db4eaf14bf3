/** What Pointage keeps on this device, for who leaves it: attendance/kept-here.js has what is in it. */

/** The children of the day. */
export const CHILDREN = "preau-day";
/** What was tapped. */
export const TAPS = "preau-taps";

const PATIENCE_MS = 3000;

/** Resolves once nothing of it is there. Another tab closes what it holds open when it is asked to; one that sleeps is not waited for long. */
export function erased(name) {
  if (!window.indexedDB) return Promise.resolve();
  return new Promise((done) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = done;
    asked.onerror = done;
    setTimeout(done, PATIENCE_MS);
  });
}
