/** The same day booked or cancelled for a class, or for all who have booked it: counted, confirmed, done family by family. */
import { get } from "../base/api.js";
import { deskPath, has, town } from "../base/desk.js";
import { addDays, mondayOf, weekdayOf } from "../planning/days.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);
const form = byId("groupe");

const options = (rows) =>
  rows.map(({ code, name }) => Object.assign(document.createElement("option"), { value: code, textContent: name }));

function showWho() {
  byId("une-classe").hidden = form.elements.who.value !== "class";
}

/** On a Saturday and a Sunday, the Monday that follows. */
const nextWeekday = (day) => (weekdayOf(day) > 5 ? addDays(mondayOf(day), 7) : day);

async function start() {
  try {
    const canWrite = has(await town(), "secretary");
    byId("lecture").hidden = canWrite;
    if (!canWrite) return;
    const { schools, services, today } = await get(await deskPath("bookings", "batch"));
    form.elements.school.replaceChildren(...options([{ code: "", name: "Toutes" }, ...schools]));
    form.elements.service.replaceChildren(...options(services));
    form.elements.date.min = today;
    form.elements.date.value ||= nextWeekday(today);
    form.hidden = false;
    showWho();
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

form.addEventListener("change", showWho);
// Changed since it was counted: the numbers said would be those of something else.
form.addEventListener("input", () => {
  byId("compte").hidden = true;
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  for (const name of ["date", "reason"]) {
    const missing = !form.elements[name].value.trim();
    form.elements[name].setAttribute("aria-invalid", missing);
    byId(`${name}-error`).hidden = !missing;
    byId(`${name}-error`).textContent =
      name === "date" ? "Choisissez un jour." : "Dites pourquoi : les familles le liront.";
    if (missing) return form.elements[name].focus();
  }
  const { countGroup } = await import("./group-booking.js");
  countGroup(form);
});
start();
