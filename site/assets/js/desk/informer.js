/** Messages aux familles: the list, one that left, or one to write. */
import { deskScreen, town } from "../base/desk.js";
import { named } from "../base/paths.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

/** `?message=` of one that is not there yet. */
const NEW = "nouveau";

async function start() {
  try {
    await town();
    for (const link of document.querySelectorAll("[data-retour]")) link.href = deskScreen("informer");
    const message = named("message");
    if (message === NEW) await (await import("./announcement-form.js")).openForm();
    else if (message) await (await import("./announcement-fates.js")).showAnnouncement(message);
    else await (await import("./announcement-list.js")).showList();
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

start();
