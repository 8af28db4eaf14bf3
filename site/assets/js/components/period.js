/** Days on which children will not come: what it changes is shown before it is done, and what became of it: templates/components/period.html. */
import { part } from "../base/parts.js";
import { familyPath } from "../base/session.js";
import { post } from "../base/writes.js";

const root = document.getElementById("period");

/** `asked`: `{children, first, last, reason, services, self_declared}`. Answers what it would change. Throws Problem. */
export const previewed = (family, asked) => post(familyPath(family, "absence-periods", "preview"), asked);

/** Do what was shown: each booking of it is cancelled or declared, once. Throws Problem. */
export const missed = (family, { lines }, { reason, self_declared }) =>
  post(familyPath(family, "absence-periods"), {
    slots: lines.map(({ child, service, date }) => ({ child, service, date })),
    reason,
    self_declared,
  });

export function showPeriod({ lines, summary }) {
  part(root, "summary").replaceChildren(...(lines.length ? summary : ["Rien n’est réservé ces jours-là."]).map(itemOf));
  part(root, "lines").replaceChildren(...lines.map(({ title, sentence }) => itemOf(`${title}. ${sentence}`)));
  Object.assign(root.querySelector("details"), { hidden: !lines.length, open: false });
  root.hidden = false;
}

export function hidePeriod() {
  root.hidden = true;
}

const itemOf = (text) => Object.assign(document.createElement("li"), { textContent: text });
