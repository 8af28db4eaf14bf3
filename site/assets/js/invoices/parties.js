/** Who asks, who owes: templates/components/invoice-parties.html. */
import { fill, part } from "../base/parts.js";

export function showParties(root, { issuer, debtor }) {
  const { contact } = issuer;
  fill(root, {
    issuer: issuer.name,
    regie: issuer.regie,
    siret: issuer.siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, "$1\u202f$2\u202f$3\u202f$4"),
    contact: [contact.service, ...contact.lines].join(", "),
    phone: contact.phone,
    email: contact.email,
    hours: contact.opening_hours,
  });
  part(root, "phone").href = `tel:${contact.phone.replace(/[^\d+]/g, "")}`;
  part(root, "email").href = `mailto:${contact.email}`;
  part(root, "debtor").replaceChildren(...[...debtor.people, ...debtor.address].map(itemOf));
}

/** A text as an item of a list. */
export function itemOf(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}
