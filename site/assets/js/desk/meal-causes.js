/** Why the meals of a day are not as many as the children booked, nor as those ordered: every child of the town is counted for it. */
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";

const AGE_MS = 10 * 60_000;
const known = new Map();

/** `seen`: the numbers that are in view. What they were counted with is asked again once they change, or after ten minutes. */
export async function causesOf({ service, date, seen }) {
  const key = `${service} ${date}`;
  const before = known.get(key);
  if (before && before.seen === seen && Date.now() - before.at < AGE_MS) return before.causes;
  const { causes } = await get(await deskPath("kitchen", "causes"), { service, date });
  known.set(key, { seen, causes, at: Date.now() });
  return causes;
}
