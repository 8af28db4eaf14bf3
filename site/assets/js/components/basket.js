/** The basket: what is wanted, its price, *Valider*. Beside the grid, or a bar that opens on a phone. */
import { announce } from "../base/announce.js";
import { money } from "../base/french.js";
import { basketView, PROBLEM } from "../planning/basket-view.js";
import { keyOf } from "../planning/cells.js";
import { msUntil } from "../planning/clock.js";
import { count } from "../planning/calendar-words.js";
import { clone, fill, part } from "../base/parts.js";
import { capital, longDay, minutesLeft, until } from "../planning/words.js";

/** A group of more lines than this opens on demand. */
const LINES_IN_SIGHT = 6;

/** `validated(answer)` and `failed(problem)` hear what *Valider* came to. Answers `{show()}`. */
export function basket(root, store, acts, { validated, failed }) {
  const toggle = root.querySelector(".basket-toggle");
  const groups = root.querySelector(".basket-groups");
  const validate = root.querySelector(".basket-validate");
  /** Group → whether the parent left it open. */
  const opened = new Map();
  let lines = new Map();
  let shown = "";
  /** A year is hundreds of lines: those of a folded group are made when it opens. */
  let showLines;

  const expand = (open) => toggle.setAttribute("aria-expanded", open);
  toggle.addEventListener("click", () => expand(toggle.getAttribute("aria-expanded") === "false"));
  root.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || toggle.getAttribute("aria-expanded") === "false") return;
    expand(false);
    toggle.focus();
  });
  groups.addEventListener("click", ({ target }) => {
    const key = target.closest("[data-key]")?.dataset.key;
    if (lines.has(key)) acts.takeOut(lines.get(key));
    const group = target.closest("summary")?.parentElement;
    if (group) opened.set(group.dataset.group, !group.open);
  });
  groups.addEventListener("toggle", ({ target }) => showLines(target), true);
  root.querySelector(".button-danger").addEventListener("click", async ({ target }) => {
    target.setAttribute("aria-busy", true);
    await acts.empty().then(() => announce("Votre panier est vide."), failed);
    target.removeAttribute("aria-busy");
    target.parentElement.open = false;
    root.querySelector("h2").focus();
  });
  validate.addEventListener("click", async () => {
    try {
      const answer = await acts.validate();
      if (!answer) return;
      expand(false);
      validated(answer);
    } catch (problem) {
      failed(problem);
    }
  });

  function show() {
    if (!store.planning) return;
    const view = basketView(store);
    lines = new Map(view.lines.map((line) => [keyOf(line), line]));
    const { today } = store.planning;
    const limit = view.lines
      .map((line) => line.until)
      .filter(Boolean)
      .sort((one, other) => msUntil(one) - msUntil(other))[0];
    const soon = limit && minutesLeft(msUntil(limit));
    const { readOnly, stale, validating } = store;
    const look = JSON.stringify([view, soon, limit && until(limit, today), stale, validating]);
    if (look === shown) return;
    shown = look;
    const empty = !view.lines.length;
    /** Something can still be validated. */
    const left = view.lines.some(({ problem }) => !problem);
    const sum = money(view.total_cents);
    root.classList.toggle("basket-is-empty", empty);
    fill(root, {
      empty: empty ? "Votre panier est vide" : null,
      count: left
        ? count(view.lines.length, "demande")
        : count(view.lines.length, "demande à revoir", "demandes à revoir"),
      sum: left && sum,
      total: sum,
      soon: soon && `ferme dans ${soon}`,
      note: limit && `Rien n’est encore enregistré : à valider ${soon ? `d’ici ${soon}` : until(limit, today)}.`,
    });
    validate.hidden = !left;
    validate.disabled = stale;
    validate.setAttribute("aria-busy", validating);
    showGroups(view.groups, readOnly);
  }

  function showGroups(all, disabled) {
    const buttons = [...groups.querySelectorAll(".basket-out")];
    const at = buttons.indexOf(document.activeElement);
    showLines = (element) => {
      const list = part(element, "lines");
      if (!element.open || list.children.length) return;
      list.append(
        ...all.find(({ key }) => key === element.dataset.group).lines.map((line) => lineElement(line, disabled)),
      );
    };
    groups.replaceChildren(...all.map((group) => groupElement(group, opened)));
    for (const element of groups.children) showLines(element);
    if (at < 0) return;
    // The line that had the focus is gone: its neighbour takes it, or the title of an empty basket.
    const remaining = [...groups.querySelectorAll(".basket-out")];
    (remaining[Math.min(at, remaining.length - 1)] ?? root.querySelector("h2")).focus();
  }

  return { show };
}

function groupElement({ key, label, total_cents, lines }, opened) {
  const element = fill(clone("basket-group"), {
    label,
    amount: key === PROBLEM || lines[0].on_request ? null : money(total_cents),
  });
  element.dataset.group = key;
  element.open = opened.get(key) ?? (lines.length <= LINES_IN_SIGHT || lines.some(({ problem }) => problem));
  return element;
}

/** What is given back is written as in the total of its group; zero has no sign. */
const signed = ({ action, price_cents: cents }) => (action === "cancel" && cents ? -cents : cents);

function lineElement(line, disabled) {
  const { problem, remark } = line;
  const child = problem ? `${line.child_name}, ${line.service_name}` : line.child_name;
  const element = fill(clone("basket-line"), {
    day: capital(longDay(line.date)),
    child: remark ? `${child} – ${remark}` : child,
    price: problem ? null : money(signed(line)),
    problem: problem?.sentence,
  });
  const out = element.querySelector(".basket-out");
  out.dataset.key = keyOf(line);
  out.disabled = disabled;
  out.setAttribute("aria-label", `Retirer du panier : ${line.service_name}, ${line.child_name}, ${longDay(line.date)}`);
  return element;
}
