/** Absences that were declared: templates/components/absence-list.html. Sending and reading a proof comes when it is asked for. */
import { announce } from "../base/announce.js";
import { money } from "../base/french.js";
import { pathOf } from "../base/address.js";
import { unreachable } from "../base/problem.js";
import { screen } from "../base/screens.js";
import { clone, fill, part } from "../base/parts.js";
import { remove } from "../base/writes.js";

const section = document.getElementById("absences");
const list = section.querySelector("ul");
const PROOFS = {
  none: ["warn", "!", "Sans justificatif"],
  self_declared: ["accent", "✎", "Attestation"],
  sent: ["accent", "✓", "Justificatif envoyé"],
  accepted: ["good", "✓", "Justificatif accepté"],
  refused: ["bad", "×", "Justificatif refusé"],
};
/** Where one came, and another would still lower the bill: of days that joined since. */
const MORE = ["warn", "!", "Justificatif à compléter"];
const proofOf = ({ proof, advice }) => (advice && ["sent", "accepted"].includes(proof) ? MORE : PROOFS[proof]);

export function showAbsences(known) {
  list.replaceChildren(...known.absences.map((absence) => cardOf(absence, known)));
  showEmpty();
}

const shownOf = ({ id }) => [...list.children].find(({ dataset }) => dataset.absence === id);

/** In the place of what was shown of it; a new one comes first. Answers its card. */
export function showAbsence(absence, known) {
  const card = cardOf(absence, known);
  const earlier = shownOf(absence);
  if (earlier) earlier.replaceWith(card);
  else list.prepend(card);
  showEmpty();
  return card;
}

/** What the town noted, and what it called off: days about which there is nothing to change here. `id`: of their section. */
export function showDays(id, days) {
  const place = document.getElementById(id);
  place.hidden = !days.length;
  place
    .querySelector("ul")
    .replaceChildren(
      ...days.map(({ day, child_name: child, service_name: service, price_cents: cents, sentence }) =>
        dayOf(`${child}, ${day} :`, service, Number.isInteger(cents) ? money(cents) : "", sentence),
      ),
    );
}

function showEmpty() {
  section.hidden = false;
  section.querySelector(".empty-state").hidden = list.children.length > 0;
}

function cardOf(absence, known) {
  const card = fill(clone("absence"), {
    child: absence.child_name,
    title: absence.title.replace(/^./, (letter) => letter.toLowerCase()),
    summary: absence.summary,
    "to-cancel": absence.to_cancel,
    "proof-sentence": absence.proof_sentence,
    advice: absence.advice,
    error: "",
  });
  part(card, "cancel").hidden = !absence.to_cancel;
  part(card, "cancel-link").href = screen("reservations", { semaine: absence.to_cancel_week, enfant: absence.child });
  card.dataset.absence = absence.id;
  const [kind, sign, word] = proofOf(absence);
  fill(part(card, "proof"), { sign, word }).classList.add(`chip-${kind}`);
  part(card, "days").replaceChildren(
    ...absence.days.map(({ day, service_name: service, price_cents: cents, sentence }) =>
      dayOf(`${day} :`, service, cents === null ? "" : money(cents), sentence),
    ),
  );
  listen(card, absence, known);
  return card;
}

const later = () => import("./proof.js");
const dayOf = (day, service, price, sentence) => fill(clone("absence-day"), { day, service, price, sentence });

function listen(card, absence, known) {
  const about = `${absence.child_name}, ${absence.title}`;
  const file = part(card, "file");
  button(card, "send", absence.has_file ? "Envoyer un autre justificatif" : "Envoyer un justificatif", about, () =>
    file.click(),
  );
  part(card, "send").classList.toggle("button-quiet", !absence.advice && absence.proof !== "refused");
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    file.value = ""; // the same one can be chosen again
    if (chosen) (await later()).sendProof(card, absence, chosen, known);
  });
  card.addEventListener("proved", ({ detail: shown }) => showAbsence(shown, known).querySelector("h3").focus());
  button(card, "read", "Voir le justificatif", about, async () => (await later()).readProof(card, absence));
  part(card, "read").hidden = !absence.has_file;
  button(card, "withdraw", "Mon enfant viendra", about, () => withdraw(card, absence));
  part(card, "withdraw").hidden = !absence.can_withdraw;
  const coming = part(card, "coming");
  coming.hidden = !absence.days.some(({ can_withdraw: can }) => can) || (absence.can_withdraw && !absence.days[1]);
  const again = (latest) => {
    showAbsences(latest);
    return shownOf(absence);
  };
  coming.ontoggle = () =>
    import("./days-coming.js").then(
      ({ chooseDays }) => chooseDays(card, absence, again),
      () => (fill(coming, { "coming-error": unreachable().message }).querySelector(".error").hidden = false),
    );
}

function button(card, name, words, about, act) {
  const found = part(card, name);
  found.textContent = words;
  found.setAttribute("aria-label", `${words} : ${about}`);
  found.addEventListener("click", act);
}

async function withdraw(card, { id }) {
  try {
    await remove(await pathOf("absences", id));
  } catch (problem) {
    return fill(card, { error: problem.message });
  }
  card.remove();
  showEmpty();
  announce("L’absence est retirée : votre enfant est attendu.");
  document.getElementById("absences-title").focus();
}
