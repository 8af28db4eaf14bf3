/** Files that the town joins to what it writes: sent as soon as they are chosen. */
import { sendTo } from "../base/bucket.js";
import { deskPath } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";

const MOST_BYTES = 10 * 1024 * 1024;

/** Sends it, and answers the name by which what is written calls it. */
export async function sendTownFile(body) {
  if (body.size > MOST_BYTES) throw new Error("Ce fichier dépasse 10 Mo.");
  const upload = await post(await deskPath("news", "files"), { bytes: body.size }, { key: crypto.randomUUID() });
  await sendTo(upload, body, () => {});
  return (await post(await deskPath("news", "files", upload.id, "sealing"), { act: "seal" })).file;
}

/** As families read it: without what says that it is a PDF. */
export const documentName = (file) => file.name.replace(/\.pdf$/i, "").slice(0, 100);

/** One that is joined, in the list of them. `out`: takes it out. */
export function documentRow({ name }, out) {
  const row = fill(clone("document"), { name, out: "Enlever" });
  part(row, "out").setAttribute("aria-label", `Enlever « ${name} »`);
  part(row, "out").addEventListener("click", () => {
    out();
    document.getElementById("files").focus();
  });
  return row;
}
