/** The secret address of the parent's calendar: made, copied, renewed, revoked. */
import { announce } from "../base/announce.js";
import { webAddress } from "../base/outside.js";
import { apiPath } from "../base/paths.js";
import { put, remove } from "../base/writes.js";

/** Answers `show(address)`: null where there is none. */
export function calendarSection({ section, trouble, title }) {
  const part = (name) => section.querySelector(`[data-part=${name}]`);
  const [none, some, address, subscribe] = ["none", "some", "address", "subscribe"].map(part);

  const calendar = apiPath("me", "calendar");

  function show(found) {
    none.hidden = Boolean(found);
    some.hidden = !found;
    address.value = found ?? "";
    if (found) subscribe.href = webAddress(found).replace(/^https?:/, "webcal:");
  }

  async function act(button, change, said) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    trouble.hidden = true;
    try {
      show((await change())?.address);
      announce(said);
      title.focus(); // the button that had the focus may be gone
    } catch ({ message }) {
      trouble.textContent = message;
      trouble.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  const on = (name, change, said) => {
    const button = part(name);
    button.addEventListener("click", () => act(button, change, said));
  };
  on("create", () => put(calendar), "Votre adresse est prête.");
  on("renew", () => put(calendar), "Votre adresse est changée : l’ancienne ne montre plus rien.");
  on("revoke", () => remove(calendar), "Votre adresse est supprimée : elle ne montre plus rien.");
  part("copy").addEventListener("click", async () => {
    address.select();
    await navigator.clipboard?.writeText(address.value).then(
      () => announce("L’adresse est copiée."),
      () => {},
    );
  });
  return show;
}
