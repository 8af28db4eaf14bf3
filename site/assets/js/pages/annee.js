/** The year of a family. */
import { get } from "../base/api.js";
import { dayInFull, money } from "../base/french.js";
import { showEntries } from "../components/invoice-entries.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { pathOf } from "../base/address.js";
import { screen } from "../base/screens.js";
import { downloadWith } from "../invoices/document.js";
import { clone, fill, part } from "../base/parts.js";
import { named } from "../base/paths.js";

const root = document.getElementById("year");
const wait = document.getElementById("wait");
const unknown = document.getElementById("unknown");

async function read() {
  hideTrouble();
  try {
    const year = named("annee"); // without one, the year that it is in the town
    show(await get(await pathOf("year"), year ? { year } : {}));
  } catch (problem) {
    if (problem.code === "not_found" || problem.code === "invalid") unknown.hidden = false;
    else showTrouble(problem, read);
  }
  wait.hidden = true;
}

function show(told) {
  const { year } = told;
  document.title = document.title.replace("Mon année", `Mon année ${year}`);
  unknown.hidden = told.invoices.length + told.entries.length > 0;
  root.hidden = !unknown.hidden;
  fill(root, {
    title: `Mon année ${year}`,
    invoiced: money(told.invoiced_cents),
    credited: money(-told.credited_cents),
    "written-off": money(-told.written_off_cents),
    paid: money(told.paid_cents),
    left: money(told.left_cents),
    sentence: told.certificate.sentence,
  });
  part(root, "credited-line").hidden = !told.credited_cents;
  part(root, "written-off-line").hidden = !told.written_off_cents;
  part(root, "children").hidden = !told.certificate.children.length;
  part(root, "children").replaceChildren(...told.certificate.children.map(childOf));
  part(root, "certificate").hidden = !told.certificate.available;
  part(root, "invoices").replaceChildren(...told.invoices.map(invoiceOf));
  part(root, "no-invoice").hidden = told.invoices.length > 0;
  showEntries(part(root, "entries"), told.entries, showTrouble);
  part(root, "no-entry").hidden = told.entries.length > 0;
  downloadWith(part(root, "statement"), "statement", String(year), showTrouble);
  downloadWith(part(root, "certificate"), "tax_certificate", String(year), showTrouble);
}

function childOf({ name, birth_date: born, amount_cents: amount }) {
  return fill(clone("year-child"), { name, amount: money(amount), born: `Date de naissance : ${dayInFull(born)}` });
}

function invoiceOf(invoice) {
  const item = fill(clone("year-invoice"), {
    title: invoice.title,
    amount: money(invoice.total_cents),
    about: `n°\u00a0${invoice.number} · ${invoice.sentence}`,
  });
  part(item, "title").href = screen("facture", { id: invoice.id });
  return item;
}

await read();
