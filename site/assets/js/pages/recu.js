/** The receipt of a paid invoice. */
import { get } from "../base/api.js";
import { dayInFull, money } from "../base/french.js";
import { showEntries } from "../components/invoice-entries.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { id, pathOf } from "../base/address.js";
import { screen } from "../base/screens.js";
import { showParties } from "../invoices/parties.js";
import { fill, part } from "../base/parts.js";

const root = document.getElementById("receipt");

async function read() {
  hideTrouble();
  try {
    show(await get(await pathOf("invoices", id, "receipt")));
  } catch (problem) {
    if (problem.code === "not_found") document.getElementById("unknown").hidden = false;
    else showTrouble(problem, read);
  }
  document.getElementById("wait").hidden = true;
}

function show(receipt) {
  document.title = document.title.replace("Reçu", `Reçu ${receipt.number}`);
  fill(root, {
    title: receipt.title,
    number: receipt.number,
    total: money(receipt.total_cents),
    paid: dayInFull(receipt.paid_on),
  });
  part(root, "invoice").href = screen("facture", { id });
  showEntries(part(root, "payments"), receipt.payments, showTrouble);
  showParties(root, receipt);
  root.hidden = false;
}

root.querySelector("[data-print]").addEventListener("click", () => print());
await read();
