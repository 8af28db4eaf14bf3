/** What the basket holds, line by line, in groups that fold. */
import { money } from "../base/french.js";
import { takeOut } from "../planning/basket-acts.js";
import { basketGroups, EXPIRED, PROBLEM } from "../planning/basket-groups.js";
import { keyOf } from "../planning/cells.js";
import { clone, fill, part } from "../base/parts.js";
import { longDay } from "../base/days-and-hours.js";
import { capital, inTime } from "../planning/words.js";

/** A group of more lines than this opens on demand. */
const LINES_IN_SIGHT = 6;

/** Answers `show(view, disabled, today)`; `view` of basket-view.js; `disabled`: no line can leave now. */
export function basketLines(root, acts) {
  const groups = root.querySelector(".basket-groups");
  /** Group → whether the parent left it open. */
  const opened = new Map();
  let lines = new Map();
  /** A year is hundreds of lines: those of a folded group are made when it opens. */
  let showLines;

  groups.addEventListener("click", ({ target }) => {
    const key = target.closest("[data-key]")?.dataset.key;
    if (lines.has(key)) takeOut(acts, [lines.get(key)]);
    if (key === PROBLEM)
      takeOut(
        acts,
        [...lines.values()].filter(({ problem }) => problem),
      );
    const group = target.closest("summary")?.parentElement;
    if (group) opened.set(group.dataset.group, !group.open);
  });
  groups.addEventListener("toggle", ({ target }) => showLines(target), true);

  return (view, disabled, today) => {
    const all = basketGroups(view);
    lines = new Map(all.flatMap((group) => group.lines).map((line) => [keyOf(line), line]));
    const buttons = [...groups.querySelectorAll(".basket-out")];
    const at = buttons.indexOf(document.activeElement);
    showLines = (element) => {
      const list = part(element, "lines");
      if (!element.open || list.children.length) return;
      const { group } = element.dataset;
      const shown = all.find(({ key }) => key === group).lines;
      list.append(...shown.map((line) => lineElement(line, { disabled, today, expired: group === EXPIRED })));
      if (group === PROBLEM && shown.length > 1) list.append(outOfAll(disabled));
    };
    groups.replaceChildren(...all.map((group) => groupElement(group, opened)));
    for (const element of groups.children) showLines(element);
    if (at < 0) return;
    // The line that had the focus is gone: its neighbour takes it, or the title of an empty basket.
    const remaining = [...groups.querySelectorAll(".basket-out")];
    (remaining[Math.min(at, remaining.length - 1)] ?? root.querySelector("h2"))?.focus();
  };
}

function groupElement({ key, label, total_cents, lines }, opened) {
  const element = fill(clone("basket-group"), {
    label,
    amount: key === PROBLEM || key === EXPIRED || lines[0].on_request ? null : money(total_cents),
  });
  element.dataset.group = key;
  element.open = opened.get(key) ?? (lines.length <= LINES_IN_SIGHT || lines.some(({ problem }) => problem));
  return element;
}

/** What cannot be validated leaves the basket in one go. */
function outOfAll(disabled) {
  const item = document.createElement("li");
  const out = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: "Retirer toutes les demandes à revoir",
    disabled,
  });
  out.dataset.key = PROBLEM;
  item.append(out);
  return item;
}

/** What is given back is written as in the total of its group; zero has no sign. */
const signed = ({ action, price_cents: cents }) => (action === "cancel" && cents ? -cents : cents);

function lineElement(line, { disabled, today, expired }) {
  const { problem } = line;
  const who = problem || expired ? `${line.child_name}, ${line.service_name}` : line.child_name;
  const about = [who, expired && line.action === "cancel" && "annulation", line.remark];
  if (line.expires && !expired) about.push(inTime(line.until, today));
  const element = fill(clone("basket-line"), {
    day: capital(longDay(line.date)),
    child: about.filter(Boolean).join(" – "),
    price: problem ? null : money(signed(line)),
    problem: problem?.sentence,
  });
  const out = element.querySelector(".basket-out");
  out.dataset.key = keyOf(line);
  out.disabled = disabled;
  if (problem) {
    out.textContent = "Retirer";
    out.classList.add("basket-drop");
  }
  const what = expired ? "Ne plus proposer" : "Retirer du panier";
  out.setAttribute("aria-label", `${what} : ${line.service_name}, ${line.child_name}, ${longDay(line.date)}`);
  return element;
}
