/** The fields of an article: from the API to the form, and back. */
import { clone, fill } from "../base/parts.js";
import { attached, showAttached } from "./news-files.js";

const byId = (id) => document.getElementById(id);
const form = byId("formulaire");

/** Whom it can be for: a box a school and a service. The school of a town that has one is nobody's choice. */
export function showChoices({ schools, services }) {
  const several = schools.length > 1 ? schools : [];
  const boxes = [...several.map((each) => boxOf("schools", each)), ...services.map((each) => boxOf("services", each))];
  byId("choix").replaceChildren(...boxes);
  byId("concernes").hidden = !boxes.length;
}

function boxOf(name, { code, name: shown }) {
  const label = fill(clone("case"), { name: shown });
  Object.assign(label.firstElementChild, { name, value: code });
  return label;
}

export function write({
  title = "",
  summary = "",
  body = "",
  from,
  until,
  schools = [],
  services = [],
  pinned = false,
  image,
  files,
}) {
  const fields = form.elements;
  fields.title.value = title;
  fields.summary.value = summary;
  fields.body.value = body;
  fields.from.value = from?.slice(0, 16) ?? "";
  fields.until.value = until ?? "";
  fields.pinned.checked = pinned;
  for (const [name, codes] of Object.entries({ schools, services }))
    for (const one of form.querySelectorAll(`[name=${name}]`)) one.checked = codes.includes(one.value);
  showAttached({ image, files });
}

/** What the API takes. */
export function written(isDraft = false) {
  const data = new FormData(form);
  return {
    title: data.get("title"),
    summary: data.get("summary"),
    body: data.get("body"),
    draft: isDraft,
    from: data.get("from") ? `${data.get("from").slice(0, 16)}:00` : null,
    until: data.get("until") || null,
    schools: data.getAll("schools"),
    services: data.getAll("services"),
    pinned: data.has("pinned"),
    ...attached(),
  };
}
