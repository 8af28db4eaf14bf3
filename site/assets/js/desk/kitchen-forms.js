/** What the kitchen writes: adults and a note, what was served, who receives the orders. */
import { saidHour } from "../base/days-and-hours.js";
import { announce } from "../base/announce.js";
import { deskPath } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post, put } from "../base/writes.js";
import { firstWrong, onSubmit } from "../components/form.js";

const byId = (id) => document.getElementById(id);
const written = () => dispatchEvent(new Event("kitchen-written"));

/** A line a school; what was served is asked from the day itself on. */
export function showExtras(card, day, today) {
  const block = part(card, "extras");
  const isPast = day.date <= today;
  part(card, "extras-title").textContent = isPast ? "Adultes, et ce qui a été servi" : "Adultes et notes";
  block.querySelector("ul").replaceChildren(...day.extras.map((extra) => extraRow(day, extra, isPast)));
  block.hidden = !day.extras.length;
}

function extraRow({ service, date }, extra, isPast) {
  const row = fill(clone("kitchen-extra"), { school: extra.school_name || "Toute la commune" });
  const form = row.querySelector("form");
  const { adults, note, meals } = form.elements;
  adults.value = extra.adults;
  note.value = extra.note;
  meals.value = extra.served ?? "";
  part(row, "served").hidden = !isPast;
  const said = part(row, "said");
  said.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = firstWrong(form);
    if (said.textContent) return;
    const where = { service, date, school: extra.school };
    try {
      if (Number(adults.value) !== extra.adults || note.value !== extra.note)
        await put(await deskPath("kitchen", "extras"), { ...where, adults: Number(adults.value), note: note.value });
      if (meals.value !== "" && Number(meals.value) !== extra.served)
        await put(await deskPath("kitchen", "served"), { ...where, meals: Number(meals.value) });
      said.textContent = "Enregistré.";
      announce("Enregistré.");
      document.activeElement?.blur();
      written();
    } catch (problem) {
      said.textContent = problem.message;
    }
  });
  return row;
}

/** The caterer lost the mail: the same order leaves again. */
export function offerAgain(button, { sent, number }) {
  const what = number === 1 ? "la commande" : `la différence ${number - 1}`;
  button.setAttribute("aria-label", `Renvoyer ${what}`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      const { sent_to: to } = await post(await deskPath("kitchen", "orders", sent, "sending"), { act: "send_again" });
      announce(`Renvoyée à ${to}, sous le même numéro.`);
      button.textContent = `Renvoyée à ${to}`;
    } catch ({ message }) {
      announce(message);
      button.textContent = message;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

function orderTime({ days_before: days, at }) {
  if (at === null) return "cinq minutes après la fin des réservations";
  const before = days ? `${days} jour${days > 1 ? "s" : ""} de service avant` : "le jour même";
  return `${before} à ${saidHour(at)}`;
}

/** Who receives the orders of each service; one is changed at a time, in its place. */
export function showSettings(settings) {
  if (!byId("commande").hidden) return;
  byId("destinataires").replaceChildren(
    ...settings.map((each) => {
      const row = fill(clone("kitchen-to"), {
        service: each.service_name,
        to: each.email ? `${each.caterer} ${each.email} ${each.phone}`.trim() : "rien n’est envoyé",
        when: `${orderTime(each)} ; dernier appel à ${saidHour(each.last_call)}`,
      });
      const button = part(row, "change");
      button.hidden = false;
      button.textContent = "Changer";
      button.setAttribute("aria-label", `Changer pour ${each.service_name}`);
      button.addEventListener("click", () => edit(each));
      return row;
    }),
  );
}

let edited;

function edit(settings) {
  edited = settings;
  const form = byId("commande");
  byId("commande-service").textContent = settings.service_name;
  for (const name of ["caterer", "email", "phone", "days_before", "at", "last_call"])
    form.elements[name].value = settings[name] ?? "";
  form.hidden = false;
  form.elements.caterer.focus();
}

function close() {
  byId("commande").hidden = true;
  byId("reglages-titre").tabIndex = -1;
  byId("reglages-titre").focus();
}

byId("renoncer").addEventListener("click", close);
onSubmit(byId("commande"), async (data) => {
  const [days, at] = [data.get("days_before"), data.get("at")];
  await put(await deskPath("kitchen", "settings"), {
    service: edited.service,
    caterer: data.get("caterer"),
    email: data.get("email"),
    days_before: days === "" ? null : Number(days),
    at: at || null,
    last_call: data.get("last_call"),
    phone: data.get("phone"),
  });
  close();
  announce("Enregistré. Les prochaines commandes iront à cette adresse.");
  written();
});
