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

/** How many taps the server has not had; 0 where nothing is kept. */
export function waitingTaps() {
  if (!window.indexedDB) return Promise.resolve(0);
  return new Promise((resolve) => {
    const opening = indexedDB.open(TAPS);
    // There was none: it is not made by asking.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve(0);
    opening.onsuccess = () => {
      const asked = opening.result.transaction("events").objectStore("events").getAll();
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result.filter(({ state }) => state === "waiting").length);
      };
    };
  });
}
