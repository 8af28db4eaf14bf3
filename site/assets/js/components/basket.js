/** The basket: what is wanted, its price, *Valider*. Beside the grid, or a bar that opens on a phone. */
import { announce } from "../base/announce.js";
import { money } from "../base/french.js";
import { basketView, EXPIRED, expiredWords, PROBLEM } from "../planning/basket-view.js";
import { keyOf } from "../planning/cells.js";
import { msUntil } from "../planning/clock.js";
import { count } from "../planning/calendar-words.js";
import { clone, fill, part } from "../base/parts.js";
import { longDay } from "../base/days-and-hours.js";
import { capital, minutesLeft, until } from "../planning/words.js";

/** A group of more lines than this opens on demand. */
const LINES_IN_SIGHT = 6;

/** `validated(answer)` and `failed(problem)` hear what *Valider* came to. Answers `{show()}`. */
export function basket(root, store, acts, { validated, failed }) {
  const toggle = root.querySelector(".basket-toggle");
  const groups = root.querySelector(".basket-groups");
  const validate = root.querySelector(".basket-validate");
  const again = root.querySelector(".basket-again");
  const status = root.querySelector("[role=status]");
  /** Group → whether the parent left it open. */
  const opened = new Map();
  let lines = new Map();
  let shown = "";
  /** How many lines were said to have expired; not counted on opening, where the basket says it. */
  let told = Infinity;
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
  again.addEventListener("click", () => {
    acts.putBack(basketView(store).expired.filter(({ problem }) => !problem));
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
    lines = new Map([...view.expired, ...view.lines].map((line) => [keyOf(line), line]));
    const { today } = store.planning;
    const first = view.lines
      .filter((line) => line.until)
      .sort((one, other) => msUntil(one.until) - msUntil(other.until))[0];
    const limit = first && inTime(first.until, today);
    const { readOnly, stale, validating } = store;
    const each = view.lines.map((line) => line.expires && inTime(line.until, today));
    const look = JSON.stringify([view, limit, each, stale, validating]);
    if (look === shown) return;
    shown = look;
    const expired = view.expired.length;
    /** Something can still be validated. */
    const left = view.lines.some(({ problem }) => !problem);
    const sum = money(view.total_cents);
    root.classList.toggle("basket-is-empty", !view.lines.length && !expired);
    fill(root, {
      empty: view.lines.length || expired ? null : "Votre panier est vide",
      count: countOf(view.lines.length, left, expired),
      sum: left && sum,
      total: sum,
      soon: soonOf(first, view.lines.length && expired),
      note: limit && `Rien n’est encore enregistré : ${limit}${first.expires ? leaves(view.lines.length) : ""}.`,
    });
    root.querySelector(".basket-total").hidden = !view.lines.length;
    validate.hidden = !left;
    validate.disabled = stale;
    validate.setAttribute("aria-busy", validating);
    again.hidden = view.expired.every(({ problem }) => problem);
    again.disabled = readOnly;
    showGroups(view.groups, readOnly, today);
    if (!expired) status.textContent = "";
    else if (expired > told) status.textContent = `${expiredWords(expired)} : la validation n’est pas venue à temps.`;
    told = expired;
  }

  function showGroups(all, disabled, today) {
    const buttons = [...groups.querySelectorAll(".basket-out")];
    const at = buttons.indexOf(document.activeElement);
    showLines = (element) => {
      const list = part(element, "lines");
      if (!element.open || list.children.length) return;
      list.append(
        ...all
          .find(({ key }) => key === element.dataset.group)
          .lines.map((line) => lineElement(line, { disabled, today, expired: element.dataset.group === EXPIRED })),
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

const countOf = (number, left, expired) => {
  if (!number) return expired ? expiredWords(expired) : null;
  return left ? count(number, "demande") : count(number, "demande à revoir", "demandes à revoir");
};

/** On the bar of a phone, where the list is folded: the limit within the hour, else what expired. */
function soonOf(first, expired) {
  const minutes = first && minutesLeft(msUntil(first.until));
  if (minutes) return `à valider d’ici ${minutes}`;
  return expired ? expiredWords(expired) : null;
}

/** "à valider d’ici 4 min", "à valider jusqu’à jeudi 10 h": as the cell says it. */
function inTime(instant, today) {
  const minutes = minutesLeft(msUntil(instant));
  return minutes ? `à valider d’ici ${minutes}` : `à valider ${until(instant, today)}`;
}

const leaves = (number) => (number > 1 ? ", ou des demandes quittent le panier" : ", ou la demande quitte le panier");

function groupElement({ key, label, total_cents, lines }, opened) {
  const element = fill(clone("basket-group"), {
    label,
    amount: key === PROBLEM || key === EXPIRED || lines[0].on_request ? null : money(total_cents),
  });
  element.dataset.group = key;
  element.open = opened.get(key) ?? (lines.length <= LINES_IN_SIGHT || lines.some(({ problem }) => problem));
  return element;
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
  const what = expired ? "Ne plus proposer" : "Retirer du panier";
  out.setAttribute("aria-label", `${what} : ${line.service_name}, ${line.child_name}, ${longDay(line.date)}`);
  return element;
}
