/** The events of this device: `{id, child, service, date, kind, at, seen, seq, …, town, owner, state, taken_at?, code?, sentence?}`. Pure. */

export const MOST = 200;
const KEPT_MS = 7 * 86_400_000;

/** Of an event, what the server is told; the rest is the device's own. */
const TOLD = "id child service date kind at seen seq hour by reason minutes text event anyway".split(" ");

export const told = (event) =>
  Object.fromEntries(TOLD.filter((name) => event[name] !== undefined).map((name) => [name, event[name]]));

/** What an answer of the server makes of the events that were sent: those that changed. One that it says nothing of goes on waiting. */
export function answered(events, { accepted, refused }, now) {
  const [taken, no] = [new Set(accepted), new Map(refused.map((each) => [each.id, each]))];
  return events.flatMap((event) => {
    if (taken.has(event.id)) return [{ ...event, state: "accepted", taken_at: now }];
    if (!no.has(event.id)) return [];
    const { code, sentence } = no.get(event.id);
    return [{ ...event, state: "refused", code, sentence }];
  });
}

/** What the server has had for a week. */
export const outlived = (events, now) =>
  events.filter(({ state, taken_at: at }) => state === "accepted" && Date.parse(now) - Date.parse(at) > KEPT_MS);

/** All that is kept of a person and a town, to be sent once more: the server knows each by its id. */
export const replayed = (events, { town, owner }) =>
  events
    .filter((event) => event.state === "accepted" && event.town === town && event.owner === owner)
    .map((event) => ({ ...event, state: "waiting" }));
