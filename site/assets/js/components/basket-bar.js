/** What the basket says of what it holds: how many, their price, until when, and what can be done about it. */
import { money } from "../base/french.js";
import { fill } from "../base/parts.js";
import { basketView, expiredWords, sum } from "../planning/basket-view.js";
import { count } from "../planning/calendar-words.js";
import { msUntil } from "../planning/clock.js";
import { inTime, minutesLeft } from "../planning/words.js";

/** `showLines`: of basket-lines.js. Answers `show()`. */
export function basketBar(root, store, showLines) {
  const validate = root.querySelector(".basket-validate");
  const again = root.querySelector(".basket-again");
  const status = root.querySelector(".visually-hidden[role=status]");
  /** Right above the button, also where the list is folded: what cannot be undone is said before. */
  const final = Object.assign(document.createElement("p"), { className: "basket-final", hidden: true });
  validate.before(final);
  let shown = "";
  /** How many lines were said to have expired; not counted on opening, where the basket says it. */
  let told = Infinity;

  return () => {
    if (!store.planning) return;
    const view = basketView(store);
    const { today } = store.planning;
    const first = view.lines
      .filter((line) => line.until)
      .sort((one, other) => msUntil(one.until) - msUntil(other.until))[0];
    const limit = first && inTime(first.until, first.today ?? today);
    const { readOnly, stale, validating } = store;
    const each = view.lines.map((line) => line.expires && inTime(line.until, today));
    const look = JSON.stringify([view, limit, each, stale, validating]);
    if (look === shown) return;
    shown = look;
    const expired = view.expired.length;
    /** How many can be validated. */
    const left = view.lines.filter(({ problem }) => !problem).length;
    const total = money(view.total_cents);
    root.classList.toggle("basket-is-empty", !view.lines.length && !expired);
    fill(root, {
      empty: view.lines.length || expired ? null : "Votre panier est vide",
      count: countOf(left, view.lines.length - left, expired),
      sum: view.lines.some((line) => !line.problem && !line.on_request) ? total : null,
      total,
      soon: soonOf(first, view.lines.length && expired),
      note: limit && `Rien n’est encore enregistré : ${limit}${first.expires ? leaves(view.lines.length) : ""}.`,
    });
    final.textContent = [payWords(view.lines), finalWords(view.lines)].filter(Boolean).join(" ");
    final.hidden = !final.textContent;
    root.querySelector(".basket-total").hidden = !view.lines.length;
    validate.hidden = !left;
    validate.disabled = stale;
    validate.setAttribute("aria-busy", validating);
    again.hidden = view.expired.every(({ problem }) => problem);
    again.disabled = readOnly;
    showLines(view, readOnly, today);
    if (!expired) status.textContent = "";
    else if (expired > told) status.textContent = `${expiredWords(expired)} : la validation n’est pas venue à temps.`;
    told = expired;
  };
}

/** "2 demandes", "2 demandes, 1 à revoir", "1 demande à revoir" */
const countOf = (left, doubtful, expired) => {
  if (left) return count(left, "demande") + (doubtful ? `, ${doubtful} à revoir` : "");
  if (doubtful) return count(doubtful, "demande à revoir", "demandes à revoir");
  return expired ? expiredWords(expired) : null;
};

/** On the bar of a phone, where the list is folded: the limit within the hour, else what expired. */
function soonOf(first, expired) {
  const minutes = first && minutesLeft(msUntil(first.until));
  if (minutes) return `à valider d’ici ${minutes}`;
  return expired ? expiredWords(expired) : null;
}

const leaves = (number) => (number > 1 ? ", ou des demandes quittent le panier" : ", ou la demande quitte le panier");

/** "À payer en ligne dès la validation : 12,00 €." */
const payWords = (lines) => {
  const paid = lines.filter(({ pay_now: now }) => now);
  return paid.length ? `À payer en ligne dès la validation : ${money(sum(paid))}.` : "";
};

/** "1 demande ne pourra plus être annulée une fois validée.", of what would be booked after the limit for cancelling. */
const finalWords = (lines) => {
  const number = lines.filter(({ action, final, problem }) => final && action === "reserve" && !problem).length;
  return number
    ? `${count(number, "demande ne pourra plus être annulée", "demandes ne pourront plus être annulées")} une fois validée${number > 1 ? "s" : ""}.`
    : "";
};
