/** Files of a message: each is downloaded, and opened by a program of the agent's own. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { webAddress } from "../base/outside.js";
import { clone } from "../base/parts.js";

export function showFiles(message, files, { family, id: thread }) {
  for (const { id, name, size } of files) {
    const line = clone("inbox-file");
    line.firstElementChild.textContent = `${name} (${size})`;
    line.firstElementChild.addEventListener("click", async () => {
      try {
        const { url } = await get(await deskPath("requests", family, thread, "files", id));
        location.assign(webAddress(url));
      } catch (problem) {
        announce(problem.code === "not_found" ? "Ce fichier n’est plus conservé." : problem.message);
      }
    });
    message.append(line);
  }
}
