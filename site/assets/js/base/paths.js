/** Addresses on this portal: those that the screens ask are made here and nowhere else; and what the screen's own address names. */
import { Problem } from "./problem.js";

/** An id or a word of a path: nothing that a server could read as another path (`/`, `%2F`, `..`), nothing to encode. */
const PART = /^[\w-][\w.-]*$/;

/** Address of the API: `apiPath("me", "sessions", id)`. Throws Problem where a part is none. */
export const apiPath = (...parts) => pagePath("api", ...parts);

/** Address of what is published: `pagePath(commune.id, "actualites", "index.json")`. Throws Problem where a part is none. */
export function pagePath(...parts) {
  if (!parts.every((each) => PART.test(each))) throw nowhere();
  return `/${parts.join("/")}`;
}

/** What a screen shows in place of what its address should have led to. */
export const nowhere = () =>
  new Problem({
    status: 404,
    code: "not_found",
    title: "Cette adresse ne mène à rien",
    detail: "Elle est incomplète, ou n’est pas pour votre compte. Repartez de votre espace famille.",
  });

/** `?id=…` of the screen's address. A provider that sends the payer back may glue "?idop=…" to it without looking. */
export const named = (name) => new URLSearchParams(location.search).get(name)?.split("?")[0];
