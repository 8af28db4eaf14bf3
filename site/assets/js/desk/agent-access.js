/** How an agent comes in: the phone, the devices on which they are at work, and what is done when either is lost. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post, remove } from "../base/writes.js";

const place = document.getElementById("acces");
const the = (name) => part(place, name);

/** Fill the section for that agent. */
export async function showAccess({ account }) {
  const of = (...resource) => deskPath("agents", account, ...resource);
  const load = async () => show(await get(await of("sessions")), act, of);

  /** Do it, say it, and show what is true then, with the focus where nothing has gone. */
  async function act(button, does, said) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    the("trouble").hidden = true;
    try {
      const answer = await does();
      announce(answer?.sentence ?? said);
      await load();
      document.getElementById("acces-titre").focus();
    } catch ({ message }) {
      the("trouble").textContent = message;
      the("trouble").hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  the("end_all").onclick = ({ currentTarget }) =>
    act(
      currentTarget,
      async () => post(await of("sessions", "end"), { account }),
      "Tous ses appareils sont déconnectés.",
    );
  the("reset").onclick = ({ currentTarget }) =>
    act(currentTarget, async () => post(await of("second-factor", "reset"), { account }));
  the("lost").onclick = () => {
    the("confirm").hidden = false;
    the("confirm").focus();
  };
  the("keep").onclick = () => {
    the("confirm").hidden = true;
    the("lost").focus();
  };
  try {
    await load();
  } catch ({ message }) {
    fill(place, { trouble: message });
  }
  place.hidden = false;
}

function show({ sessions, second_factor, may_reset: mayReset }, act, of) {
  fill(place, { second_factor });
  the("sessions").replaceChildren(...sessions.map((session) => rowOf(session, act, of)));
  the("none").hidden = sessions.length > 0;
  the("end_all").hidden = sessions.length < 2;
  the("lost").hidden = !mayReset;
  the("confirm").hidden = true;
}

function rowOf({ id, device, sentence, current }, act, of) {
  const row = fill(clone("appareil"), { device, sentence, current: current && "celui-ci", name: ` ${device}` });
  const button = part(row, "end");
  if (current) button.remove();
  else button.onclick = () => act(button, async () => remove(await of("sessions", id)), `${device} est déconnecté.`);
  return row;
}
