/** What a child's row shows: what the server said of it, and on top of that what was tapped here and has not been answered. Pure. */

const NOBODY = {
  presence: "expected",
  arrived: null,
  left: null,
  late_minutes: null,
  reason: "",
  left_by: "",
  note: "",
};

const BACK = { left: null, left_by: "" };

/** What each kind of event says of a child, and nothing of the rest: as the server says it in `domain/attendance/merge.py`. */
export const SAYS = {
  arrived: ({ hour }) => ({ presence: "present", reason: "", ...BACK, ...(hour && { arrived: hour }) }),
  left: ({ hour, by }) => ({ presence: "left", reason: "", ...(hour && { left: hour }), ...(by && { left_by: by }) }),
  absent: ({ reason = "" }) => ({ presence: "absent", reason, late_minutes: null, arrived: null, ...BACK }),
  late_pickup: ({ minutes }, { presence }) => ({
    presence: presence === "left" ? "left" : "present",
    late_minutes: minutes,
  }),
  note: ({ text }) => ({ note: text }),
  cleared: ({ restores }) => restores,
};

/** By the corrected instant, then by id: the order in which every device and the server put them. */
const inOrder = (events) => [...events].sort((one, other) => compare(one.at, other.at) || compare(one.id, other.id));

const compare = (one, other) => (one < other ? -1 : Number(one > other));

/**
 * `child`: of the day's list. `events`: those of this child, service and day that are kept here.
 * `waiting`: how many of them the server has not answered; `refused`: what it said no to, to be read beside the name.
 */
export function folded(child, events) {
  const waiting = inOrder(events.filter(({ state }) => state === "waiting"));
  const taken = new Set(waiting.map(({ kind, event }) => kind === "cleared" && event));
  let row = { ...NOBODY, ...child };
  // A tap that was taken back before it left says nothing, and neither does what took it back.
  const telling = waiting.filter((each) => !taken.has(each.id) && !(each.kind === "cleared" && isAmong(waiting, each)));
  for (const each of telling) row = { ...row, ...SAYS[each.kind](each, row) };
  const last = inOrder(events.filter(({ state }) => state !== "refused")).at(-1);
  return {
    ...row,
    // What is billed is the server's to say, once it knows of the tap.
    bills: waiting.length ? "" : row.bills,
    last_event: last && (!child.last_event || waiting.includes(last)) ? last.id : child.last_event,
    waiting: waiting.length,
    refused: events.filter(({ state }) => state === "refused"),
  };
}

const isAmong = (events, { event }) => events.some(({ id }) => id === event);

/** `{present, expected, left, absent}` of rows. */
export function counted(rows) {
  const numbers = { present: 0, expected: 0, left: 0, absent: 0 };
  for (const row of rows) numbers[isAway(row) ? "absent" : row.presence] += 1;
  return numbers;
}

/** Declared absent and not seen since. */
export const isAway = ({ presence, absent }) => presence === "absent" || (presence === "expected" && Boolean(absent));
