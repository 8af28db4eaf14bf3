/** Minimum service: who had booked, to be kept by one or by class. */
import { clone, fill } from "../base/parts.js";

const byId = (id) => document.getElementById(id);
const kept = new Set();
let named = [];
let changed = () => {};

export const keptChildren = () => [...kept].sort();

export function forgetKept() {
  kept.clear();
}

/** Show those whom the act concerns, and those who are kept. `again`: what is counted once more when the choice changes. */
export function showKept(children, again) {
  named = children;
  changed = again;
  const rooms = [...new Set(children.map((one) => one.school_class).filter(Boolean))].sort();
  const chosen = byId("classe").value;
  byId("classe").replaceChildren(
    ...["", ...rooms].map((room) =>
      Object.assign(document.createElement("option"), { value: room, textContent: room || "Toutes" }),
    ),
  );
  byId("classe").value = rooms.includes(chosen) ? chosen : "";
  byId("minimum").hidden = !children.length;
  list();
}

const ofClass = () => named.filter((one) => !byId("classe").value || one.school_class === byId("classe").value);

function list() {
  byId("garder-classe").hidden = !byId("classe").value;
  const focused = document.activeElement?.value;
  const boxes = ofClass().map(({ child, name, school_class: room }) => {
    const box = fill(clone("case"), { name: room ? `${name} (${room})` : name });
    Object.assign(box.querySelector("input"), { value: child, checked: kept.has(child) });
    return box;
  });
  const inside = byId("gardes").contains(document.activeElement);
  byId("gardes").replaceChildren(...boxes);
  if (inside)
    boxes
      .map((box) => box.querySelector("input"))
      .find(({ value }) => value === focused)
      ?.focus();
}

byId("classe").addEventListener("change", list);
byId("garder-classe").addEventListener("click", () => {
  for (const { child } of ofClass()) kept.add(child);
  list();
  changed();
});
byId("gardes").addEventListener("change", ({ target }) => {
  if (target.checked) kept.add(target.value);
  else kept.delete(target.value);
  changed();
});
