/** The devices that are signed in, and signing them out. */
import { announce } from "../base/announce.js";
import { clone, fill, part } from "../base/parts.js";
import { apiPath } from "../base/paths.js";
import { remove } from "../base/writes.js";
import { moment } from "./moments.js";

/** `others`: the button that signs all the others out; `trouble`: where a failure is said; `again()` reads them again. Answers `show(sessions)`. */
export function deviceList({ list, others, trouble, title, again }) {
  function show(sessions) {
    list.replaceChildren(...sessions.map(item));
    others.hidden = sessions.length < 2;
  }

  function item({ id, device, created_at, last_seen_at, current }) {
    const seen = `Connecté le ${moment(created_at)}, vu le ${moment(last_seen_at)}.`;
    const shown = fill(clone("appareil"), { device, seen, name: `${device}, ${seen}` });
    part(shown, "current").hidden = !current;
    const button = shown.querySelector("button");
    if (current) button.remove();
    else
      button.addEventListener("click", () => act(button, apiPath("me", "sessions", id), `${device} est déconnecté.`));
    return shown;
  }

  async function act(button, path, done) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    trouble.hidden = true;
    try {
      await remove(path);
      announce(done);
      await again();
      title.focus(); // the button that had the focus is gone
    } catch ({ message }) {
      trouble.textContent = message;
      trouble.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  others.addEventListener("click", () =>
    act(others, apiPath("me", "sessions"), "Vos autres appareils sont déconnectés."),
  );
  return show;
}
