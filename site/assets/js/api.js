/**
 * The one way to the API: JSON both ways, an Idempotency-Key on each write, refusals as problem documents (RFC 9457).
 * Paths are whole: `/api/me`, or `familyPath(currentFamily(await me()), "planning")` of base/session.js.
 */
import { isOut, toSignIn } from "./base/session.js";

const TRIES = 3;
const FIRST_WAIT_MS = 400;

const UNREACHABLE = {
  status: 0,
  code: "unreachable",
  title: "Pas de connexion",
  detail: "Le service ne répond pas. Vérifiez votre connexion à Internet, puis réessayez : rien ne sera fait deux fois.",
};

/** A refusal. `message` is the French sentence to show, `field` the name of what to correct, `code` what a screen decides on. */
export class Problem extends Error {
  constructor({ status, code, title, detail, field = null }) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.title = title;
    this.field = field;
  }
}

/** `GET`. Answers the JSON, or null for an empty answer. Throws Problem; without a session, leaves for the sign-in page. */
export const get = (path, query = {}) => {
  if (isOut()) return toSignIn();
  const search = new URLSearchParams(query).toString();
  return ask("GET", search ? `${path}?${search}` : path);
};

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

async function ask(method, path, { body, key } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = body instanceof Blob ? "application/octet-stream" : "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const response = await patiently(() => fetch(path, { method, headers, body }));
  if (response.ok) return response.status === 204 ? null : parsed(await response.text());
  const problem = await problemOf(response);
  if (problem.code === "unauthenticated") return toSignIn();
  throw problem;
}

/** Try again when no answer came, or when the server says that it is only busy. */
async function patiently(request) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await request();
      if (![502, 503, 504].includes(response.status) || attempt === TRIES) return response;
    } catch {
      if (attempt === TRIES) throw new Problem(UNREACHABLE);
    }
    await new Promise((resume) => setTimeout(resume, FIRST_WAIT_MS * attempt));
  }
}

async function problemOf(response) {
  const document = await response.text().then(parsed, () => null);
  return new Problem(document?.code ? document : { ...UNREACHABLE, status: response.status });
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
