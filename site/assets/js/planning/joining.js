/** The plannings of several families of one login as one. An id is of one family: here each begins with whose it is. */
import { keyOf } from "./cells.js";
import { firstWeek } from "./week.js";

/**
 * `towns`: those of JoinedStore, with plannings of the same days. Answers `{planning, owners, quiet}`: `owners`, by the key of a cell,
 * `{town, own, cell}`; `quiet`, `[{label, why}]` of towns that open nothing all week, whose rows are left out.
 */
export function joinPlannings(towns) {
  const people = peopleOf(towns);
  const closed = towns.filter(({ store }) => firstWeek(store.planning).cells.every(({ state }) => state === "closed"));
  const left = closed.length < towns.length ? closed : [];
  const owners = new Map();
  for (const town of towns) {
    const { cells, today } = town.store.planning;
    const out = new Set(left.includes(town) ? firstWeek(town.store.planning).cells : []);
    for (const own of cells) {
      if (out.has(own)) continue;
      const cell = { ...own, ...hereOf(people, town, own), still: town.store.readOnly, today };
      owners.set(keyOf(cell), { town, own, cell });
    }
  }
  const plannings = towns.map(({ store }) => store.planning);
  const [{ commune, start, end, today, days }] = plannings;
  const open = plannings.map(({ next_week: next }) => next);
  // Each fact of a planning has its line: tests/assets/test_joining.py.
  const planning = {
    start,
    end,
    today,
    now: plannings.map(({ now }) => now).sort((one, other) => Date.parse(one) - Date.parse(other))[0],
    next_week: open.every(Boolean) ? open.sort()[0] : null,
    whose_week: whoseWeek(towns),
    // Of each town, said beside by components/joined-planning.js: its telephone, what it waits for.
    commune: { ...commune, phone: "" },
    to_accept: null,
    to_complete: false,
    towns: towns.map(({ label, store }) => ({
      label,
      commune: store.planning.commune,
      services: store.planning.services,
    })),
    days: days.map(({ date, closed: why }, index) => ({
      date,
      closed: plannings.every((each) => each.days[index]?.closed) ? why : null,
    })),
    people,
    children: people.children,
    services: servicesOf(towns),
    cells: [...owners.values()].map(({ cell }) => cell),
    besides: towns.flatMap((town) => besidesOf(people, town)),
    basket: basketOf(towns, people),
  };
  return {
    planning,
    owners,
    quiet: left.map(({ label, store }) => ({ label, why: whyOf(firstWeek(store.planning)) })),
  };
}

/**
 * Who is who: two families' children of one first name are shown as one. `{children, here, there}`: those shown; a child of a family, by its
 * prefix and id → the one shown; that one → the child of each family, by its prefix.
 */
function peopleOf(towns) {
  const children = [];
  const here = new Map();
  const there = new Map();
  for (const { prefix, store } of towns) {
    for (const { id, first_name } of store.planning.children) {
      let shown = children.find((child) => child.first_name === first_name && !there.get(child.id).has(prefix));
      if (!shown) {
        shown = { id: prefix + id, first_name };
        children.push(shown);
        there.set(shown.id, new Map());
      }
      here.set(prefix + id, shown.id);
      there.get(shown.id).set(prefix, id);
    }
  }
  return { children, here, there };
}

/** A family's slot, as it is called here. */
export const hereOf = ({ here }, { prefix }, { child, service, date }) => ({
  child: here.get(prefix + child) ?? prefix + child,
  service: prefix + service,
  date,
});

/** A slot as its family calls it; null where it has no such child. The service says which family. */
export function thereOf({ there }, { prefix }, { child, service, date }) {
  const own = there.get(child)?.get(prefix);
  return own && service.startsWith(prefix) ? { child: own, service: service.slice(prefix.length), date } : null;
}

/**
 * What is asked of all, of one family alone: `{child, children, services, lines}` as the API names them, what else there is as it is. Null where none of it is
 * theirs.
 */
export function askedOf({ there }, { prefix }, { child, children, services, lines, ...others }) {
  const childOf = (id) => there.get(id)?.get(prefix);
  const isTheirs = (code) => code.startsWith(prefix);
  const own = { ...others };
  if (child) own.child = childOf(child);
  if (children) own.children = children.map(childOf).filter(Boolean);
  if (services) own.services = services.filter(isTheirs).map((code) => code.slice(prefix.length));
  if (lines) {
    const theirs = lines.filter((line) => isTheirs(line.service) && childOf(line.child));
    own.lines = theirs.map((line) => ({
      ...line,
      child: childOf(line.child),
      service: line.service.slice(prefix.length),
    }));
  }
  const isNone = (child && !own.child) || [own.children, own.services, own.lines].some((list) => list && !list.length);
  return isNone ? null : own;
}

/** `row`: in the week, where the town stands above; `short`: where the town is said only if another one has a service of that name. */
function servicesOf(towns) {
  const all = towns.flatMap(({ label, prefix, store }) =>
    store.planning.services.map(({ code, name, group }) => ({
      code: prefix + code,
      name: `${name} · ${unbroken(label)}`,
      row: name,
      town: label,
      group,
    })),
  );
  const isAlone = ({ row, town }) => all.every((other) => other.row !== row || other.town === town);
  return all.map((service) => ({ ...service, short: isAlone(service) ? service.row : service.name }));
}

/** No line ends within « Aubray-sur-Lisse ». */
const unbroken = (label) => label.replaceAll("-", "\u2011");

const besidesOf = ({ here }, { label: town, prefix, store }) =>
  (store.planning.besides ?? []).map(({ child, label, ...billed }) => ({
    ...billed,
    child: here.get(prefix + child),
    label: `${label} · ${town}`,
  }));

function basketOf(towns, people) {
  const baskets = towns.map(({ store }) => store.planning.basket);
  const lines = (name) =>
    towns.flatMap((town) =>
      (town.store.planning.basket[name] ?? []).map((line) => ({
        ...line,
        ...hereOf(people, town, line),
        today: town.store.planning.today,
      })),
    );
  return {
    lines: lines("lines"),
    expired: lines("expired"),
    groups: [],
    total_cents: baskets.reduce((total, { total_cents: cents }) => total + cents, 0),
    minutes: baskets.find(({ minutes }) => minutes)?.minutes,
  };
}

/** With which home the children are: once where the towns agree. */
function whoseWeek(towns) {
  const said = towns.filter(({ store }) => store.planning.whose_week);
  const [first, other] = new Set(said.map(({ store }) => store.planning.whose_week));
  if (!other) return first;
  return said.map(({ label, store }) => `${label} : ${store.planning.whose_week}`).join(", ");
}

const whyOf = ({ cells }) => [...new Set(cells.map(({ sentence }) => sentence))].filter(Boolean).join(" ");
