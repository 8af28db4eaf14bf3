/**
 * The one way to the API: JSON both ways, refusals as problem documents (RFC 9457). What changes something goes through writes.js, beside it.
 * Paths come from paths.js: `apiPath("me")`, or `familyPath(currentFamily(await me()), "planning")` of session.js.
 */
import { Problem, unreachable } from "./problem.js";
import { isOut, toSignIn } from "./session.js";

const TRIES = 3;
const FIRST_WAIT_MS = 400;

/** `GET`. Answers the JSON, or null for an empty answer. Throws Problem; without a session, leaves for the sign-in page. */
export const get = (path, query = {}) => {
  if (isOut()) return toSignIn();
  const search = `${new URLSearchParams(query)}`;
  return ask("GET", search ? `${path}?${search}` : path);
};

/** The JSON that answers, or null. Throws Problem. */
export async function ask(method, path, { body, key } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined)
    headers["Content-Type"] = body instanceof Blob ? "application/octet-stream" : "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const response = await patiently(() => fetch(path, { method, headers, body }));
  const answer = await bodyOf(response);
  if (response.ok) return answer;
  if (met[answer?.code]) return met[answer.code](method, answer, () => ask(method, path, { body, key }));
  throw answer?.code ? new Problem(answer) : unreachable(response.status);
}

/** What is done about a refusal in place of telling it, by its code. The town hall's frame adds its own. */
export const met = { unauthenticated: toSignIn };

/** Try again when no answer of the API came, or when it says that it is only busy. */
async function patiently(request) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await request();
      if (attempt === TRIES || !isPassing(response)) return response;
    } catch {
      if (attempt === TRIES) throw unreachable();
    }
    await new Promise((resume) => setTimeout(resume, FIRST_WAIT_MS * attempt));
  }
}

/** Gone in a moment: what stands before the API answers in its place, or the API says when to come back. */
const isPassing = ({ status, headers }) =>
  status > 501 && (headers.has("Retry-After") || !/problem/.test(headers.get("Content-Type")));

/** The JSON of an answer; null for an empty one, and for a refusal that is not the API's. */
async function bodyOf(response) {
  try {
    return JSON.parse((await response.text()) || null);
  } catch {
    // The network went in the middle of it, or asks to sign in to it first.
    if (response.ok) throw unreachable();
    return null;
  }
}
