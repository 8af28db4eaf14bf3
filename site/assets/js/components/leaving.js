/** Leaving what was opened in a screen: its button of that name, and Escape. */
import { part } from "../base/parts.js";

export function leaveWith(opened, leave, name = "cancel") {
  part(opened, name).addEventListener("click", () => leave());
  opened.addEventListener("keydown", ({ key }) => key === "Escape" && leave());
}
