/**
 * Files of a form, each sent as soon as it is chosen: templates/components/file-field.html. A file that does not arrive says so, and is sent
 * again by one button; what is written in the form stays.
 */
import { sendTo } from "../base/bucket.js";
import { smallerPicture } from "../base/pictures.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";

const LONGEST_SIDE = 2000;
const QUALITY = 0.82;
const MOST = 5;
const MOST_BYTES = 10 * 1024 * 1024;
/** Row → what comes of its file: the id under which the server knows it, null where it did not arrive. */
const coming = new WeakMap();

/** `path(...rest)`: address of the uploads of whoever sends. */
export function addFiles(field, files, path) {
  for (const file of files) {
    if (rows(field).length === MOST) return;
    const row = fill(clone("file"), { name: file.name, again: "", drop: "Retirer" });
    row.querySelector("progress").setAttribute("aria-label", `Envoi de ${file.name}`);
    part(row, "drop").setAttribute("aria-label", `Retirer ${file.name}`);
    part(row, "again").addEventListener("click", () => start(row, file, path));
    part(row, "drop").addEventListener("click", () => {
      row.remove();
      field.querySelector("input").focus();
    });
    field.querySelector("ul").append(row);
    start(row, file, path);
  }
}

/** Once each has arrived, their ids. Throws where one did not. */
export async function sentFiles(field) {
  const ids = await Promise.all(rows(field).map((row) => coming.get(row)));
  if (ids.includes(null))
    throw Object.assign(new Error("Réessayez, ou retirez-le, puis envoyez votre message."), {
      title: "Un fichier n’est pas parti",
    });
  return ids;
}

const rows = (field) => [...field.querySelectorAll("li")];

function start(row, file, path) {
  const progress = row.querySelector("progress");
  progress.hidden = false;
  fill(row, { state: "Envoi…", again: "" });
  const arrived = send(file, path, (share) => (progress.value = share));
  coming.set(
    row,
    arrived.then(
      ({ id, name }) => {
        fill(row, { name, state: "Prêt" });
        return id;
      },
      (problem) => {
        fill(row, {
          state: problem.message,
          again: problem.status >= 400 && problem.code !== "unreachable" ? "" : "Réessayer",
        });
        return null;
      },
    ),
  );
  coming.get(row).then(() => (progress.hidden = true));
}

async function send(file, path, told) {
  const body = await smallerPicture(file, LONGEST_SIDE, QUALITY);
  if (body.size > MOST_BYTES)
    throw Object.assign(new Error("Ce fichier dépasse 10 Mo : prenez plutôt une photo."), { status: 413 });
  const asked = { purpose: "request", name: file.name, bytes: body.size };
  const form = await post(await path(), asked, { key: crypto.randomUUID() });
  await sendTo(form, body, told);
  return post(await path(form.id, "sealing"), { act: "seal" });
}
