/** What ends on the device by itself, and what is sent again. */
import { outlived, replayed } from "./outbox.js";

/** Lists and phones of days that are past go, and what the server has had for a week. */
export async function sweep(device) {
  const { day, at } = device.now;
  const past = [...device.lists.values()].filter(({ date }) => date < day).map(({ key }) => key);
  for (const key of past) device.lists.delete(key);
  await device.kept.dropLists(past);
  if (device.facts.day !== day) {
    await device.putFact("phones", null);
    await device.putFact("counted", null);
    await device.putFact("day", day);
  }
  await drop(device, outlived([...device.events.values()], at));
}

/** Refusals that were read, and what has lived long enough. */
export async function drop(device, events) {
  for (const { id } of events) device.events.delete(id);
  await device.kept.dropEvents(events.map(({ id }) => id));
  device.changed();
  device.tellTabs();
}

export const replay = (device) => device.putEvents(replayed([...device.events.values()], device.whose));

/** What somebody else tapped here leaves under the name of who is here now, who has said so. */
export const takeOver = (device) =>
  device.putEvents(device.waiting({ ofOthers: true }).map((event) => ({ ...event, owner: device.whose.owner })));
