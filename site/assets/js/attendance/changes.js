/** What changed of a list since it was printed: who is expected and what must be known, not who was tapped. Pure. */
import { nameOf } from "./day-list.js";

const digest = ({ expected, absent, marks, school_class: level, may_not_fetch: never }) =>
  JSON.stringify([expected, absent, marks.map(({ label }) => label), level, never]);

/** What is kept of a list at the moment of printing. */
export const printOf = ({ version, children }, hour) => ({
  version,
  hour,
  rows: Object.fromEntries(children.map((row) => [row.child, { said: digest(row), name: nameOf(row) }])),
});

/** `[sentence]`, by name; empty where the paper still says what is so. */
export function changesSince(print, { version, children }) {
  if (!print || print.version === version) return [];
  const now = new Map(children.map((row) => [row.child, row]));
  const gone = Object.entries(print.rows).filter(([child]) => !now.has(child));
  const others = children.filter((row) => print.rows[row.child]?.said !== digest(row));
  return [
    ...gone.map(([, { name }]) => `${name} n’est plus sur la liste`),
    ...others.map((row) => `${nameOf(row)} ${print.rows[row.child] ? changed(row) : "est sur la liste"}`),
  ].sort((one, other) => one.localeCompare(other, "fr"));
}

const changed = ({ absent, expected }) => {
  if (absent) return `: ${absent}`;
  return expected === "no" ? "n’est plus attendu" : "a changé";
};
