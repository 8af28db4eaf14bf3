/** The sign and the word of an invoice's state, beside its colour. */
const STATES = {
  open: ["À payer", "warn", "!"],
  overdue: ["En retard", "bad", "!"],
  handed_over: ["Au Trésor public", "bad", "!"],
  paid: ["Payée", "good", "✓"],
  cancelled: ["Annulée", "good", "✓"],
};

export function showState(chip, state) {
  const [word, kind, sign] = STATES[state];
  chip.className = `chip chip-${kind}`;
  chip.querySelector("[data-part=sign]").textContent = sign;
  chip.querySelector("[data-part=word]").textContent = word;
}
