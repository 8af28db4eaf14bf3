/** What « tout est envoyé » opens: what became of the taps of this device, and how to send them again. */
import { clone, fill, part } from "../base/parts.js";
import { longDay } from "../base/days-and-hours.js";

/** `acts`: `{sendNow(), takeOver(), replay()}`. */
export function showSending(place, device, acts) {
  const { problem } = device;
  const [waiting, others] = [device.waiting(), device.waiting({ ofOthers: true })];
  const taken = [...device.events.values()].filter(({ state }) => state === "accepted");
  const shown = fill(clone("envois-detail"), {
    problem: problem && waiting.length ? problem.message : "",
    others: others.length ? `Notés ici par un autre agent et pas encore envoyés : ${others.length}.` : "",
    kept: taken.length ? keptSaid(taken) : "Cet appareil n’a encore rien envoyé.",
  });
  const again = async (act) => {
    await act();
    place.hidden = true;
    acts.sendNow();
  };
  offer(part(shown, "send"), waiting.length, () => again(() => {}));
  offer(part(shown, "take"), others.length, () => again(() => acts.takeOver()));
  offer(part(shown, "replay"), taken.length, () => again(() => acts.replay()));
  place.replaceChildren(shown);
}

function offer(button, isOffered, does) {
  button.hidden = !isOffered;
  button.addEventListener("click", does);
}

function keptSaid(events) {
  const [first] = events.map(({ at }) => at).sort();
  return `Déjà envoyés : ${events.length}, gardés ici sept jours (depuis ${longDay(first.slice(0, 10))}) pour pouvoir les renvoyer.`;
}
