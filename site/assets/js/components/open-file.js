/** Open what a family sent, by a link that soon ends. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";

/** `address()`: the API's, of the link. */
export async function openFile(address) {
  try {
    const { url } = await get(await address());
    location.assign(webAddress(url));
  } catch (problem) {
    announce(problem.code === "not_found" ? "Ce fichier n’est plus conservé." : problem.message);
  }
}
