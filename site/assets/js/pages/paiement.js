/** Back from the treasury: ask what became of the payment, patiently. */
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { id, pathOf } from "../base/address.js";
import { screen } from "../base/screens.js";
import { payTogether, payWith, readAgainOnReturn } from "../invoices/pay.js";
import { fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";

/** The treasury mostly knows within seconds; after these the server goes on asking by itself. */
const WAITS_S = [2, 3, 5, 8, 13, 20, 30];

const STATES = {
  open: ["Paiement en attente de confirmation", "", "…"],
  paid: ["Paiement reçu", "good", "✓"],
  refused: ["Paiement refusé", "bad", "×"],
  cancelled: ["Paiement non terminé", "warn", "!"],
  held: ["Paiement en cours de vérification", "warn", "!"],
};

const outcome = document.getElementById("outcome");
const ways = document.getElementById("ways");

async function check() {
  hideTrouble();
  part(ways, "again").hidden = true;
  try {
    for (const wait of [...WAITS_S, 0]) {
      const payment = await post(await pathOf("payments", id, "check"), {});
      show(payment);
      if (payment.state !== "open") return;
      if (wait) await inView(wait);
    }
    part(ways, "again").hidden = false;
  } catch (problem) {
    outcome.hidden = true;
    showTrouble(problem, check);
  }
}

/** Wait, and go on only while somebody looks. */
async function inView(seconds) {
  await new Promise((resume) => setTimeout(resume, seconds * 1000));
  if (document.hidden)
    await new Promise((resume) => document.addEventListener("visibilitychange", resume, { once: true }));
}

let shown;

function show(payment) {
  const [title, kind, sign] = STATES[payment.state];
  outcome.hidden = false;
  const said = payment.state + payment.detail;
  if (said === shown) return; // a status is read out at each change
  shown = said;
  outcome.className = kind ? `alert payment alert-${kind}` : "alert payment";
  fill(outcome, {
    sign,
    title,
    text: payment.detail,
    what: payment.what,
    left: payment.left,
  });
  document.title = document.title.replace(/^.*(?= – )/, title);
  showWays(payment);
}

function showWays({ state, invoice, invoices, amount_cents, next }) {
  const one = invoices.length === 1;
  part(ways, "next").hidden = !next;
  part(ways, "next").textContent = next?.label;
  if (next) payWith(part(ways, "next"), next.invoice, showTrouble);
  part(ways, "receipt").hidden = state !== "paid" || !one;
  part(ways, "receipt").href = screen("recu", { id: invoice });
  part(ways, "invoice").hidden = !one;
  part(ways, "invoice").href = screen("facture", { id: invoice });
  const pay = part(ways, "pay");
  pay.hidden = state !== "refused" && state !== "cancelled";
  if (one) payWith(pay, invoice, showTrouble);
  else payTogether(pay, { invoices, amount_cents }, showTrouble);
}

part(ways, "again").addEventListener("click", check);
readAgainOnReturn(check);
await check();
