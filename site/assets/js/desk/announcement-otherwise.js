/** The families that no mail reaches: each leads to its file and its telephone, before a message leaves and after. */
import { deskScreen } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";

export function showOtherwise(box, families, total = families.length) {
  box.hidden = !families.length;
  const rest = total - families.length;
  const title = total === 1 ? "1 famille à prévenir autrement" : `${total} familles à prévenir autrement`;
  fill(box, { title, more: rest > 0 ? `Et ${rest} autres : voyez « Famille par famille ».` : "" });
  part(box, "list").replaceChildren(...families.map(rowOf));
}

function rowOf({ family, name, phone, why }) {
  const row = fill(clone("a-prevenir"), { name, why, phone });
  part(row, "name").href = deskScreen("famille", { id: family });
  part(row, "phone").hidden = !phone;
  part(row, "phone").href = `tel:${phone.split("/")[0].replace(/[^+\d]/g, "")}`;
  return row;
}
