/** Which mails come besides those about one's own acts: a box a kind, saved as it is ticked. */
import { announce } from "../base/announce.js";
import { apiPath } from "../base/paths.js";
import { put } from "../base/writes.js";

const SAID = {
  reminders: ["Vous recevrez les rappels.", "Vous ne recevrez plus de rappels."],
  announcements: ["Vous recevrez ces messages.", "Vous ne recevrez plus ces messages."],
};

/** `kind`: as the API calls them. Answers `show(wanted)`; until then the box cannot be ticked. */
export function mailsAtWill({ kind, box, trouble }) {
  let saving = Promise.resolve();

  async function save(wanted) {
    trouble.hidden = true;
    try {
      await put(apiPath("me", kind), { wanted });
      announce(SAID[kind][wanted ? 0 : 1]);
    } catch ({ message }) {
      box.checked = !wanted;
      trouble.textContent = message;
      trouble.hidden = false;
    }
  }

  // One after the other: the last tick is the one that stays.
  box.addEventListener("change", () => {
    const wanted = box.checked;
    saving = saving.then(() => save(wanted));
  });
  return (wanted) => {
    box.checked = wanted;
    box.disabled = false;
  };
}
