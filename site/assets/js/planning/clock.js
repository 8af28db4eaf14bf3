/** The server's clock: a phone's own may be wrong, and the server decides. */
let ahead = 0;

/** `instant`: what the server's clock showed when it answered, just now. */
export function setClock(instant) {
  ahead = Date.parse(instant) - Date.now();
}

/** Milliseconds until an instant; negative once it has passed. */
export const msUntil = (instant) => Date.parse(instant) - Date.now() - ahead;
