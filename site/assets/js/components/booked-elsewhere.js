/** What stays booked in other towns on the days of a period of absence: an act is of one family, and what it does not touch is said beside it. */
import { get } from "../base/api.js";
import { longDay } from "../base/days-and-hours.js";
import { screen } from "../base/screens.js";
import { familyKey, familyPath } from "../base/session.js";
import { townName } from "../base/town-name.js";
import { addDays } from "../planning/days.js";

const BOOKED = ["validated", "locked"];
/** Days that one reading of a planning answers. */
const MOST_DAYS = 41;
/** Days said one by one. */
const LISTED = 3;

/** `[{sentence, link}]` of the towns where one of the children, known there by their first names, is booked. A town that does not answer is left out. */
export async function bookedElsewhere(families, family, { first, last }, names) {
  const others = families.filter((entry) => familyKey(entry) !== familyKey(family));
  const end = [last, addDays(first, MOST_DAYS)].sort()[0];
  const found = await Promise.all(
    others.map(async (entry) => {
      const planning = await get(familyPath(entry, "planning"), { start: first, end }).catch(() => null);
      return planning && elsewhere(planning, townName(entry, families), familyKey(entry), names);
    }),
  );
  return found.filter(Boolean);
}

function elsewhere({ children, cells }, town, famille, names) {
  const theirs = new Map(
    children.filter(({ first_name: name }) => names.includes(name)).map(({ id, first_name: name }) => [id, name]),
  );
  const booked = cells.filter(({ child, state, absent }) => theirs.has(child) && BOOKED.includes(state) && !absent);
  if (!booked.length) return null;
  const days = [...new Set(booked.map(({ date }) => date))].sort();
  const who = listing([...new Set(booked.map(({ child }) => theirs.get(child)))]);
  const stay = days.length > 1 ? "restent réservés" : "reste réservé";
  const said = days.length > LISTED ? `${days.length} jours` : listing(days.map(longDay));
  return {
    sentence: `${town} : ${said} ${stay} pour ${who}.`,
    href: screen("absences", { famille, jour: days[0] }),
  };
}

const listing = (words) => (words[1] ? `${words.slice(0, -1).join(", ")} et ${words.at(-1)}` : words[0]);
