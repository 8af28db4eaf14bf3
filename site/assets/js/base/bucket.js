/** Sending a file straight to the bucket, by a form that the API made: the only place besides the API that a script speaks to. */
import { webAddress } from "./outside.js";
import { unreachable } from "./problem.js";

const TRIES = 3;
const FIRST_WAIT_MS = 1000;

/** `told(share)` hears how much is sent, from 0 to 1. Throws Problem where it does not arrive; the form then serves no more. */
export async function sendTo({ url, fields }, body, told) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", body);
  for (let attempt = 1; ; attempt += 1) {
    const status = await sent(webAddress(url), form, told);
    if (status >= 200 && status < 300) return;
    // Refused, and not for the moment: too large, or the form is too old.
    if (attempt === TRIES || (status >= 400 && status < 500)) throw unreachable(status);
    await new Promise((resume) => setTimeout(resume, FIRST_WAIT_MS * attempt));
  }
}

/** The status of the answer, 0 where none came. `fetch` does not say how much is sent. */
const sent = (url, form, told) =>
  new Promise((done) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => told(loaded / total));
    request.addEventListener("loadend", () => done(request.status));
    request.open("POST", url);
    request.send(form);
  });
