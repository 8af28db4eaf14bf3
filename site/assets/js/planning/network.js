/** Waiting for a network that comes and goes, without ever doing an act twice. */
const FIRST_WAIT_MS = 1500;
const LONGEST_WAIT_MS = 15_000;

/**
 * The answer to `send()`, asked again for as long as none comes. `send` must always send the same thing under the same key.
 * `waiting()` hears of each failure. Throws any other Problem.
 */
export async function untilAnswered(send, waiting) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await send();
    } catch (problem) {
      if (problem.code !== "unreachable") throw problem;
    }
    waiting();
    await new Promise((resume) => {
      setTimeout(resume, wait);
      addEventListener("online", resume, { once: true });
    });
  }
}
