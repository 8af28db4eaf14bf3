/** What moved the balance of an invoice: templates/components/invoice-entries.html. */
import { money } from "../base/french.js";
import { downloadWith } from "../invoices/document.js";
import { clone, fill, part } from "../base/parts.js";

const DOCUMENTS = { receipt: "Reçu (PDF)", credit_note: "Avoir (PDF)" };

/** `failed(problem)`: what proves an entry could not be downloaded. */
export function showEntries(list, entries, failed) {
  list.replaceChildren(...entries.map((entry) => entryOf(entry, failed)));
}

function entryOf({ id, sentence, amount_cents: amount, authorisation, document: proof, number, invoice }, failed) {
  const about = [authorisation && `Autorisation n°\u00a0${authorisation}`, invoice && `Facture n°\u00a0${number}`];
  const label = DOCUMENTS[proof];
  const item = fill(clone("invoice-entry"), {
    what: sentence,
    amount: money(amount),
    about: about.filter(Boolean).join(" · "),
    document: label,
  });
  if (!label) return item;
  const button = part(item, "document");
  button.setAttribute("aria-label", `${label}, ${sentence}`);
  downloadWith(button, proof, id, failed);
  return item;
}
