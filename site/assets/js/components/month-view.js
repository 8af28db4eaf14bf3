/** A month of bookings, child by child. */
import { weekName } from "../planning/days.js";
import { monthOf } from "../planning/month.js";
import { money } from "../base/french.js";
import { monthName, shortDay } from "../planning/calendar-words.js";
import { clone, fill, part } from "../base/parts.js";
import { screen } from "../base/screens.js";
import { capital } from "../planning/words.js";

/** `go(step)`: other months, 0 for the present one. Answers `{show(store, month)}`. */
export function monthView(root, go) {
  let shown = "";
  root.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-step]")?.dataset.step;
    if (step) go(Number(step));
  });
  return {
    show(store, month) {
      part(root, "title").textContent = capital(monthName(month));
      for (const button of root.querySelectorAll("[data-step]")) button.disabled = store.stale;
      const list = part(root, "children");
      list.setAttribute("aria-busy", store.leaving);
      const months = monthOf(store.planning, (cell) => store.stateOf(cell));
      const look = JSON.stringify(months);
      if (look !== shown) list.replaceChildren(...months.map(childElement));
      shown = look;
    },
  };
}

function childElement({ name, sums, besides_cents: besides, days }) {
  const counted = sums.map(([service, number]) => `${number} × ${service}`);
  const said = [...counted, besides && `en plus des réservations : ${money(besides)}`].filter(Boolean).join(", ");
  const element = fill(clone("month-child"), { name, sums: said || "Rien n’est réservé ce mois-ci." });
  part(element, "days").append(...days.map(dayElement));
  return element;
}

function dayElement({ date, weekday, items }) {
  const element = fill(clone("month-day"), { date: shortDay(date) });
  element.dataset.weekday = weekday;
  element.classList.toggle("month-free", !items.length);
  const link = part(element, "date");
  link.href = screen("reservations", { semaine: weekName(date) });
  part(element, "items").append(...items.map(itemElement));
  return element;
}

/** States whose sign has another name. */
const SIGNS = {
  locked: "validated",
  requested: "late",
  cancel_requested: "validated",
  called_off: "out",
  besides: "bookable",
};

/** States that are written out: what is paid for them hangs on it. */
const SEEN = ["besides", "absent"];

function itemElement({ service, state, said }) {
  const text = SEEN.includes(state) ? { service: `${service} : ${said}` } : { service, state: `(${said})` };
  const element = fill(clone("month-item"), text);
  part(element, "sign").setAttribute("href", `#sign-${SIGNS[state] ?? state}`);
  element.dataset.state = state;
  return element;
}
