/** Several tabs of one device: one at a time speaks to the server, and each hears what another has kept. */

const NAME = "preau-attendance";

/** `await alone(act)`: no other tab is in its own meanwhile. A browser without locks has its own tab alone in turn: the server knows each tap by its id. */
export function oneAtATime() {
  if (navigator.locks) return (act) => navigator.locks.request(NAME, act);
  let last = Promise.resolve();
  return (act) => (last = last.then(act, act));
}

/** Answers how to tell the others. */
export function tabs(heard) {
  if (!("BroadcastChannel" in window)) return () => {};
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = heard;
  // A channel is of one origin: it takes no other argument.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  return () => channel.postMessage("kept");
}
