/** When the device speaks to the server: soon after a tap, once for all of them; by itself now and then; again where nothing answered. */

const BATCH_MS = 1000;
const LOOK_MS = 30_000;
const AGAIN_MS = [3000, 10_000, 30_000, 60_000];

/** `exchange()` speaks to the server and answers whether it was met; `waits()`: whether something has not left. */
export function rhythm({ exchange, waits, seen = () => document.visibilityState === "visible" }) {
  let [timer, failed, running, again] = [0, 0, false, false];

  function plan(ms) {
    clearTimeout(timer);
    timer = setTimeout(now, ms);
  }

  async function now() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    clearTimeout(timer);
    let met = false;
    try {
      met = await exchange();
    } finally {
      running = false;
      failed = met ? 0 : failed + 1;
      if (again) plan(BATCH_MS);
      else if (!met) plan(AGAIN_MS[Math.min(failed, AGAIN_MS.length) - 1]);
      else if (seen() || waits()) plan(LOOK_MS);
      again = false;
    }
  }

  return { now, soon: () => (running ? (again = true) : plan(BATCH_MS)) };
}
