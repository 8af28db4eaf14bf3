/** What changes something on the server: an Idempotency-Key on each write, so that it is done once. */
import { ask } from "./api.js";

/**
 * A write. Answers the JSON, or null for an empty answer. Throws Problem; without a session, leaves for the sign-in page.
 *
 * Sent again by itself when no answer comes, always under the same key, so the act is done once. When the network is
 * gone for good, the same act asked again later (the parent's second click) still goes under that key.
 * `key` is for a screen that must find its act again after a reload, and for a file (a Blob), which is sent as it is.
 */
export async function send(method, path, body, { key = null } = {}) {
  const json = body instanceof Blob ? body : JSON.stringify(body);
  const act = `${method} ${path} ${json}`;
  const actKey = key ?? unanswered.get(act) ?? crypto.randomUUID();
  unanswered.set(act, actKey);
  try {
    const answer = await ask(method, path, { body: json, key: actKey });
    unanswered.delete(act);
    return answer;
  } catch (problem) {
    // A fault may have come after the act was done: then the next click goes under the same key.
    if (problem.status >= 400 && problem.status < 500) unanswered.delete(act);
    throw problem;
  }
}

export const post = (path, body, options) => send("POST", path, body, options);
export const put = (path, body, options) => send("PUT", path, body, options);
export const remove = (path, options) => send("DELETE", path, undefined, options);

/** Acts whose answer has not come: what was asked → its key. */
const unanswered = new Map();
