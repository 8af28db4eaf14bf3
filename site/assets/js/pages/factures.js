/** Mes factures. */
import { get } from "../base/api.js";
import { announce } from "../base/announce.js";
import { money } from "../base/french.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { pathOf } from "../base/address.js";
import { named } from "../base/paths.js";
import { screen } from "../base/screens.js";
import { knownMe } from "../base/session.js";
import { payTogether, payWith, readAgainOnReturn } from "../invoices/pay.js";
import { showState } from "../invoices/states.js";
import { clone, fill, part } from "../base/parts.js";

const byId = (id) => document.getElementById(id);

async function read() {
  hideTrouble();
  try {
    const path = await pathOf("invoices");
    const { families } = knownMe();
    if (families[1] && !named("famille"))
      await (await import("../components/joined-invoices.js")).joinedInvoices(families, { show, notOpened, read });
    else show(await get(path), byId);
  } catch (problem) {
    showTrouble(problem, read);
  }
  byId("wait").hidden = true;
}

/** `place(id)`: where each part of the screen stands. */
function show(invoices, place) {
  const [credit, toPay, paid, years] = ["credit", "to-pay", "paid", "years"].map(place);
  credit.hidden = !invoices.credit_cents;
  part(credit, "amount").textContent = money(invoices.credit_cents);
  toPay.hidden = false;
  showTogether(toPay, invoices);
  toPay.querySelector("ul").replaceChildren(...invoices.to_pay.map(cardOf));
  toPay.querySelector(".empty-state").hidden = invoices.to_pay.length > 0;
  showPaid(paid, invoices.paid);
  years.hidden = !invoices.years.length;
  years.querySelector("ul").replaceChildren(...invoices.years.map(linkOf));
}

/** What several come to, and one button for all of them where one payment may be for several. */
function showTogether(toPay, { together, in_a_row: inARow }) {
  const button = part(toPay, "together");
  button.parentElement.hidden = !together;
  button.textContent = together?.label;
  if (together) payTogether(button, { invoices: together.invoices, amount_cents: together.amount_cents }, notOpened);
  part(toPay, "in-a-row").hidden = !inARow;
  part(toPay, "in-a-row").textContent = inARow;
}

/** Year by year: the newest is open, what is older is a click away. */
function showPaid(paid, invoices) {
  const found = [...new Set(invoices.map(yearOf))].sort().reverse();
  paid.hidden = !found.length;
  part(paid, "years").replaceChildren(...found.map((year) => blockOf(year, invoices)));
  if (found.length) paid.querySelector("details").open = true;
}

const yearOf = ({ issued_on: issued }) => issued.slice(0, 4);

function blockOf(year, invoices) {
  const rows = invoices.filter((invoice) => yearOf(invoice) === year).map(rowOf);
  const block = fill(clone("invoice-year"), {
    year,
    count: rows.length > 1 ? `${rows.length} factures` : "une facture",
  });
  block.querySelector("ul").append(...rows);
  return block;
}

function linkOf(year) {
  const item = clone("whole-year");
  item.firstElementChild.textContent = `Année ${year}`;
  item.firstElementChild.href = screen("annee", { annee: year });
  return item;
}

function common(element, invoice) {
  fill(element, { title: invoice.title, sentence: invoice.sentence, number: `n°\u00a0${invoice.number}` });
  part(element, "title").href = screen("facture", { id: invoice.id });
  return element;
}

function cardOf(invoice) {
  const card = common(clone("invoice-to-pay"), invoice);
  part(card, "amount").textContent = money(invoice.balance_cents);
  showState(part(card, "state"), invoice.state);
  part(card, "payment").hidden = !invoice.payment;
  if (invoice.payment) part(card, "payment").querySelector("a").href = screen("paiement", { id: invoice.payment });
  const detail = part(card, "detail");
  detail.href = screen("facture", { id: invoice.id });
  detail.setAttribute("aria-label", `Voir le détail, ${invoice.title}`);
  const pay = part(card, "pay");
  pay.hidden = !invoice.payable_online;
  pay.setAttribute("aria-label", `Payer, ${invoice.title}, ${money(invoice.balance_cents)}`);
  payWith(pay, invoice.id, notOpened);
  return card;
}

function notOpened(problem) {
  if (!["already_paid", "amount_changed", "handed_over"].includes(problem.code)) return showTrouble(problem);
  announce(problem.message);
  return read();
}

function rowOf(invoice) {
  const row = common(clone("invoice-paid"), invoice);
  part(row, "amount").textContent = money(invoice.total_cents);
  const receipt = part(row, "receipt");
  receipt.href = screen("recu", { id: invoice.id });
  receipt.hidden = invoice.state !== "paid" || !invoice.total_cents;
  receipt.setAttribute("aria-label", `Reçu, ${invoice.title}`);
  return row;
}

readAgainOnReturn(read);
await read();
