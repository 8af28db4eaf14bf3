/** Who enters a family's file: invitations, addresses, the end of an access. */
import { post, remove } from "../base/writes.js";
import { ask, atOnce } from "./file-ask.js";

export const invite = ({ of, button, path, done }) =>
  atOnce({
    button,
    done,
    words: "L’invitation est partie.",
    act: async () => post(await path("access", of.person, "invitation"), { act: "invite" }),
  });

/** The file's address, of who has an account under another one: only they move it. */
export const confirmAddress = ({ of, button, path, done }) =>
  atOnce({
    button,
    done,
    words: `Un mail est parti à ${of.file_email}.`,
    act: async () => post(await path("access", of.person, "invitation"), { act: "confirm_address" }),
  });

export const endAccess = ({ of, button, path, done }) =>
  ask({
    button,
    done,
    sentences: [
      `${of.first_name} ${of.last_name} n’aura plus accès à cette famille, sur aucun appareil. Un e-mail le lui dit. Une invitation rouvre l’accès.`,
    ],
    words: "Mettre fin à son accès",
    danger: true,
    act: async () => (await remove(await path("access", of.person))).sentence,
  });
