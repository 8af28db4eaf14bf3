/** IndexedDB by promises: one open database, and one transaction for what belongs together. */

/** `stores`: name → key path, null where the key is given apart. Rejects where the browser keeps nothing (a private window). */
export function openDatabase(name, stores) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(stores)) opening.result.createObjectStore(store, { keyPath });
    };
    opening.onsuccess = () => {
      // Another tab signs out: what is open would hold the erasure up.
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error(name));
  });
}

/** Resolves with what `act(store, …)` answers once all of it is on the disk; `act` asks by `asked` and waits for nothing else. */
export function within(database, names, act, mode = "readwrite") {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode);
    let answer;
    transaction.oncomplete = () => resolve(answer);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    Promise.resolve(act(...names.map((name) => transaction.objectStore(name)))).then(
      (found) => (answer = found),
      reject,
    );
  });
}

export const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
