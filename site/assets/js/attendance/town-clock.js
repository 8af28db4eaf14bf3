/** The town's clock on a device that may show another hour: what the server said of it, and what follows from that. */

const DAY_MS = 86_400_000;

/** Milliseconds by which the server's clock is ahead of the device's. `told`: the instant it answered between these two of the device. */
export const aheadOf = (told, askedAt, answeredAt) => Math.round(Date.parse(told) - (askedAt + answeredAt) / 2);

/** Minutes by which the town's clock is ahead of UTC, as an instant of the API carries them. */
export function zoneOf(told) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(told) ?? ["", "+", 0, 0];
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

/** `{ahead, zone}` → what the town's clock shows when the device's shows `now`. */
export function townTime({ ahead, zone }, now = Date.now()) {
  const instant = now + ahead;
  const there = new Date(instant + zone * 60_000).toISOString();
  return { at: new Date(instant).toISOString(), day: there.slice(0, 10), hour: there.slice(11, 16) };
}

/** Milliseconds until the town's day is over. */
export function msToMidnight({ ahead, zone }, now = Date.now()) {
  const passed = (now + ahead + zone * 60_000) % DAY_MS;
  return DAY_MS - passed;
}

export const dayAfter = (day) => new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
