/** One invoice. */
import { get } from "../base/api.js";
import { announce } from "../base/announce.js";
import { dayInFull, money } from "../base/french.js";
import { showEntries } from "../components/invoice-entries.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { id, pathOf } from "../base/address.js";
import { screen } from "../base/screens.js";
import { downloadWith } from "../invoices/document.js";
import { itemOf, showParties } from "../invoices/parties.js";
import { payWith, readAgainOnReturn } from "../invoices/pay.js";
import { showState } from "../invoices/states.js";
import { clone, fill, part } from "../base/parts.js";

const wait = document.getElementById("wait");
const unknown = document.getElementById("unknown");
const root = document.getElementById("invoice");

async function read() {
  hideTrouble();
  try {
    show(await get(await pathOf("invoices", id)));
  } catch (problem) {
    if (problem.code === "not_found") unknown.hidden = false;
    else showTrouble(problem, read);
  }
  wait.hidden = true;
}

function show(invoice) {
  const { summary } = invoice;
  document.title = document.title.replace("Facture", `Facture ${summary.number}`);
  fill(root, {
    title: summary.title,
    number: summary.number,
    issued: dayInFull(summary.issued_on),
    "due-label": SETTLED[summary.state]?.[0] ?? "Reste à payer",
    balance: money(summary.balance_cents || sumOf(invoice.payments, SETTLED[summary.state]?.[1] ?? MONEY)),
    sentence: summary.sentence,
    total: money(summary.total_cents),
    left: money(summary.balance_cents),
  });
  showSum("kept", invoice.kept_as_credit_cents);
  showSum("credited", -sumOf(invoice.payments, ["credit_note"]));
  showSum("written-off", -sumOf(invoice.payments, ["write_off"]));
  showSum("paid", sumOf(invoice.payments, MONEY));
  showState(part(root, "state"), summary.state);
  showActs(summary);
  showParties(root, invoice);
  document.getElementById("children").replaceChildren(...invoice.children.map(childOf));
  showPayments(invoice);
  root.hidden = false;
}

/** What the family gave, less what it was given back. */
const MONEY = ["payment", "rejected", "credit_used", "credited"];

/** What is said of an invoice that leaves nothing to pay, and the entries that came to it. */
const SETTLED = { paid: ["Montant payé", MONEY], cancelled: ["Montant annulé", ["credit_note"]] };

const sumOf = (entries, kinds) =>
  entries.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amount_cents: amount }) => sum + amount, 0);

function showSum(name, cents) {
  part(root, `${name}-line`).hidden = !cents;
  part(root, name).textContent = money(cents);
}

function showActs({ id: about, payable_online: payable, payment, state, total_cents: total }) {
  part(root, "pay").hidden = !payable;
  part(root, "receipt").hidden = state !== "paid" || !total;
  part(root, "receipt").href = screen("recu", { id: about });
  part(root, "payment").hidden = !payment;
  if (payment) part(root, "payment").querySelector("a").href = screen("paiement", { id: payment });
}

function showPayments({ payments, how_to_pay: ways, otherwise }) {
  const received = document.getElementById("payments");
  received.hidden = !payments.length;
  showEntries(received.querySelector("ul"), payments, showTrouble);
  const how = document.getElementById("how");
  how.hidden = !ways.length;
  how.querySelector("ul").replaceChildren(...ways.map(itemOf));
  part(how, "otherwise").textContent = otherwise;
}

function childOf(child) {
  const section = fill(clone("invoice-child"), {
    name: child.name,
    amount: money(child.amount_cents),
    caption: `Ce qui est facturé pour ${child.name}`,
  });
  const body = section.querySelector("table").createTBody();
  for (const service of child.services) body.append(...service.prices.map(lineOf));
  return section;
}

function lineOf(price) {
  return fill(clone("invoice-line"), {
    service: price.name,
    days: price.days_sentence,
    why: price.sentence,
    times: price.times,
    amount: money(price.amount_cents),
  });
}

function notOpened(problem) {
  if (!["already_paid", "handed_over"].includes(problem.code)) return showTrouble(problem);
  announce(problem.message);
  return read();
}

root.querySelector("[data-print]").addEventListener("click", () => print());
downloadWith(part(root, "pdf"), "invoice", id, showTrouble);
payWith(part(root, "pay"), id, notOpened);
readAgainOnReturn(read);
await read();
