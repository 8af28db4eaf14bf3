/** What a phone is set with: a picture to read, an address to open, letters to type. */
import { drawing } from "../base/drawing.js";
import { part } from "../base/parts.js";

export function showPhone(place, { secret, address, picture }) {
  part(place, "picture").src = drawing(picture);
  part(place, "address").href = authenticator(address);
  part(place, "secret").textContent = secret;
}

/** The address, where it is one that applications of codes open. */
const authenticator = (address) => (address.startsWith("otpauth://totp/") ? address : "#");
