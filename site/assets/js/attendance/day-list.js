/** A day's list as the device holds it: its key, the order of its children, their classes. Pure. */

export const keyOf = ({ service, date }) => `${date} ${service}`;

/** What a child is called where it stands among others: the server tells apart two who have both names. */
export const nameOf = ({ name, first_name: first, last_name: last }) => name ?? `${first} ${last}`;

const levelOf = ({ school_class: level }) => level ?? "";

/** As a canteen list is: the school of the smallest children first, class by class from the smallest, then by last name. */
export function inClasses(rows) {
  const smallest = new Map();
  for (const row of [...rows].sort((one, other) => compareLevels(levelOf(one), levelOf(other))))
    if (levelOf(row) && !smallest.has(row.school)) smallest.set(row.school, levelOf(row));
  const schoolOf = ({ school }) => smallest.get(school) ?? "";
  return [...rows].sort(
    (one, other) =>
      compareLevels(schoolOf(one), schoolOf(other)) ||
      `${one.school_name ?? ""}`.localeCompare(`${other.school_name ?? ""}`, "fr") ||
      compareLevels(levelOf(one), levelOf(other)) ||
      byName(one, other),
  );
}

export const byName = (one, other) =>
  one.last_name.localeCompare(other.last_name, "fr") || one.first_name.localeCompare(other.first_name, "fr");

/** `[{key, label, count}]`: schools where there are several, and their classes; a class names its school where another has one like it. */
export function groupsOf(children) {
  const groups = new Map();
  const schools = new Set(children.map(({ school }) => school));
  const isOfSeveral = (level) =>
    children.some((one) => one.school_class === level && children.some((other) => isSameLevel(one, other)));
  for (const { school, school_name: name, school_class: level } of children) {
    if (schools.size > 1) add(groups, `${school}`, name || "Sans école");
    if (level) add(groups, `${school} ${level}`, isOfSeveral(level) ? `${name} – ${level}` : level);
  }
  return [...groups]
    .map(([key, group]) => ({ key, ...group }))
    .sort((one, other) => compareLevels(one.label, other.label));
}

const isSameLevel = (one, other) => one.school_class === other.school_class && one.school !== other.school;

const LEVELS = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];
const IN_FULL = { "toute petite": "TPS", petite: "PS", moyenne: "MS", grande: "GS" };

/** From the smallest children to the tallest, school by school: a class is called by its level first (« CE1 B », « Grande section »). */
export const compareLevels = (one, other) => placed(one).localeCompare(placed(other), "fr", { numeric: true });
const placed = (label) =>
  label
    .replace(/(toute petite|petite|moyenne|grande) section/i, (_, size) => IN_FULL[size.toLowerCase()])
    .replace(/[A-Z]{2,3}\d?/, (level) => LEVELS.indexOf(level) + level);

function add(groups, key, label) {
  const group = groups.get(key) ?? { label, count: 0 };
  group.count += 1;
  groups.set(key, group);
}

export const isOfGroup = ({ school, school_class: level }, group) =>
  !group || group === `${school}` || group === `${school} ${level}`;

const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

export const isNamed = ({ first_name: first, last_name: last }, sought) =>
  folded(sought)
    .split(/\s+/)
    .every((word) =>
      folded(`${first} ${last}`)
        .split(/[\s'’-]+/)
        .some((part) => part.startsWith(word)),
    );
