/** A parent who is an agent too changes sides by the menu. */
import { deskScreen } from "./desk.js";

export function offerDesk() {
  if (document.querySelector("[data-town-name]")) return; // there already
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.textContent = "Mairie";
  link.href = deskScreen("");
  item.append(link);
  document.querySelector(".nav ul").prepend(item);
}
