/** Days on which children will not come: what it changes is shown before it is done, and what became of it: templates/components/period.html. */
import { part } from "../base/parts.js";
import { familyPath, knownMe } from "../base/session.js";
import { post } from "../base/writes.js";

const root = document.getElementById("period");
let turn = 0;

/** `asked`: `{children, first, last, reason, services, self_declared}`. Answers what it would change. Throws Problem. */
export const previewed = (family, asked) => post(familyPath(family, "absence-periods", "preview"), asked);

/** Do what was shown: each booking of it is cancelled or declared, once. Throws Problem. */
export const missed = (family, { lines }, { reason, self_declared }) =>
  post(familyPath(family, "absence-periods"), {
    slots: lines.map(({ child, service, date }) => ({ child, service, date })),
    reason,
    self_declared,
  });

/** `family`, `asked`: whose it is, and what was asked; `names`: the first names of the children. */
export function showPeriod({ lines, summary }, family, asked, names) {
  part(root, "summary").replaceChildren(...(lines.length ? summary : ["Rien n’est réservé ces jours-là."]).map(itemOf));
  part(root, "lines").replaceChildren(...lines.map(({ title, sentence }) => itemOf(`${title}. ${sentence}`)));
  Object.assign(root.querySelector("details"), { hidden: !lines.length, open: false });
  root.hidden = false;
  sayElsewhere(family, asked, names);
}

/** Of a login of several towns: what it does not touch. */
async function sayElsewhere(family, asked, names) {
  const mine = ++turn;
  for (const one of root.querySelectorAll(".elsewhere")) one.remove();
  const { families } = knownMe();
  if (!families[1]) return;
  const late = await import("./booked-elsewhere.js").catch(() => null);
  const found = (await late?.bookedElsewhere(families, family, asked, names)) ?? [];
  if (mine === turn) root.append(...found.map(elsewhereOf));
}

function elsewhereOf({ sentence, href }) {
  const said = Object.assign(document.createElement("p"), {
    className: "elsewhere alert alert-warn",
    textContent: `${sentence} `,
  });
  said.append(Object.assign(document.createElement("a"), { href, textContent: "Annuler ou déclarer là aussi" }));
  return said;
}

export function hidePeriod() {
  turn += 1;
  root.hidden = true;
}

const itemOf = (text) => Object.assign(document.createElement("li"), { textContent: text });
