/** Whether a mail comes the evening before a limit: a box that is saved as it is ticked. */
import { get } from "../base/api.js";
import { announce } from "../base/announce.js";
import { apiPath } from "../base/paths.js";
import { put } from "../base/writes.js";

export async function chooseReminders({ box, trouble }) {
  let saving = Promise.resolve();

  function fail({ message }) {
    trouble.textContent = message;
    trouble.hidden = false;
  }

  async function save(wanted) {
    trouble.hidden = true;
    try {
      await put(apiPath("me", "reminders"), { wanted });
      announce(wanted ? "Vous recevrez les rappels." : "Vous ne recevrez plus de rappels.");
    } catch (problem) {
      box.checked = !wanted;
      fail(problem);
    }
  }

  // One after the other: the last tick is the one that stays.
  box.addEventListener("change", () => {
    const wanted = box.checked;
    saving = saving.then(() => save(wanted));
  });
  try {
    box.checked = (await get(apiPath("me", "reminders"))).wanted;
    box.disabled = false;
  } catch (problem) {
    fail(problem);
  }
}
