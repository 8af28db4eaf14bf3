/** What the server's answers, and a child who is added, make of a list that is held. Pure. */
import { keyOf } from "./day-list.js";

/** `answer`: of `GET …/day-list`. A child added here who has not reached the server stays in it. */
export function listOf(answer, before, hasWaiting) {
  const known = new Set(answer.children.map(({ child }) => child));
  const added = before?.children.filter((row) => row.added && !known.has(row.child) && hasWaiting(row.child)) ?? [];
  return { ...answer, key: keyOf(answer), children: [...answer.children, ...added] };
}

/** The list once the server has said what it makes of events: each child's state in place. */
export function withStates(list, states) {
  const byChild = new Map(
    states.filter(({ service, date }) => keyOf({ service, date }) === list.key).map((state) => [state.child, state]),
  );
  if (!byChild.size) return list;
  return { ...list, children: list.children.map((row) => ({ ...row, ...byChild.get(row.child) })) };
}

/** A child found by its name who is not on the list: written down as unbooked. */
export const withChild = (list, found) =>
  list.children.some(({ child }) => child === found.child)
    ? list
    : {
        ...list,
        children: [
          ...list.children,
          {
            marks: [],
            care: [],
            urgent: [],
            may_fetch: [],
            may_not_fetch: [],
            bills: "",
            ...found,
            expected: "no",
            absent: "",
            presence: "expected",
            last_event: null,
            added: true,
          },
        ],
      };
