/** Addresses that an answer names: a page of the treasury or of a bank, a file, a piece of news. */
import { nowhere } from "./paths.js";

/** The address, where a browser may be led to it: of a page, never of a script or of data. Throws Problem. */
export function webAddress(told) {
  const { protocol, href } = new URL(told, location.href);
  if (protocol !== "https:" && protocol !== location.protocol) throw nowhere();
  return href;
}
