/** Signing in with a passkey: by its button, and in the list that the address field opens where the browser has one. */
import { apiPath } from "../base/paths.js";
import { post } from "../base/writes.js";
import { askPasskey, knowsPasskeys, offersInFields } from "./passkeys.js";

/** How long before its end a question that waits in a field is asked again. */
const SPARE_SECONDS = 60;

/**
 * `place` holds the button, and goes where no passkey is known. `ready()` is waited for before the session is asked. `opened(me)` and
 * `refused(problem)` hear what the server answers.
 */
export async function offerPasskeys({ place, ready, opened, refused }) {
  place.hidden = !knowsPasskeys();
  if (place.hidden) return;
  const button = place.querySelector("button");
  let waiting;
  /** One opens the session: a second, of the button or of the field, would end the one that the page leaves with. */
  let opening = false;
  button.disabled = false;

  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy") || opening) return;
    button.setAttribute("aria-busy", "true");
    waiting?.abort();
    try {
      await signIn(await askPasskey(await question()));
    } catch (problem) {
      // The browser has said why none was chosen, and the visitor knows that they closed its window.
      if (problem.code && problem.detail) refused(problem);
    } finally {
      button.removeAttribute("aria-busy");
      if (!opening) offerInField();
    }
  });
  return offerInField();

  async function signIn(answer) {
    if (opening) return;
    opening = true;
    try {
      await ready();
      opened(await post(apiPath("session", "passkey"), answer));
    } catch (problem) {
      opening = false;
      throw problem;
    }
  }

  /** Until one is chosen: what is asked ends after some minutes, so it is asked again while the page is looked at. */
  async function offerInField() {
    if (!(await offersInFields())) return;
    await looked();
    const asked = await question().catch(() => null);
    if (!asked) return;
    waiting = new AbortController();
    const { signal } = waiting;
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        waiting.abort();
      },
      (asked.seconds - SPARE_SECONDS) * 1000,
    );
    const answer = await askPasskey(asked, { mediation: "conditional", signal }).catch(() => null);
    clearTimeout(timer);
    if (answer) await signIn(answer).catch(refused);
    else if (late) offerInField();
  }
}

const question = () => post(apiPath("session", "passkey", "question"));

/** Once the page is in sight. */
async function looked() {
  while (document.hidden)
    await new Promise((resume) => document.addEventListener("visibilitychange", resume, { once: true }));
}
