/** The button *Payer*: opens a payment and leaves for the page of the treasury or of a bank. */
import { pathOf } from "../base/address.js";
import { whileBusy } from "../base/busy.js";
import { webAddress } from "../base/outside.js";
import { post } from "../base/writes.js";

/** Whoever stopped the page that was coming, or whose network went, may press again after that. */
const PATIENCE_MS = 15_000;

/** `failed(problem)`: no payment was opened; the sentence says why. `of`: addresses of the family whose invoice it is. */
export function payWith(button, invoice, failed, of) {
  open(button, failed, ["invoices", invoice, "payments"], {}, of);
}

/** The same, of several at once. `asked`: `{invoices, amount_cents}`, as the server answered them. */
export function payTogether(button, asked, failed, of) {
  open(button, failed, ["payments"], asked, of);
}

function open(button, failed, path, asked, of = pathOf) {
  // Shown again with another sum, the same button pays that one.
  button.onclick = () =>
    whileBusy(button, async () => {
      try {
        const { redirect_url: page, form } = await post(await of(...path), asked);
        if (form) submitTo(page, form);
        else location.assign(webAddress(page));
        await gone();
      } catch (problem) {
        failed(problem);
      }
    });
}

/** Once the page is left: the browser keeps it as it is, and *Back* shows its button, to be pressed again. Or once nothing has come of leaving. */
const gone = () =>
  new Promise((left) => {
    addEventListener("pagehide", left, { once: true });
    setTimeout(left, PATIENCE_MS);
  });

/** A bank's page wants signed fields, brought by the browser itself. */
function submitTo(page, fields) {
  const form = Object.assign(document.createElement("form"), {
    method: "post",
    action: webAddress(page),
    hidden: true,
  });
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
}

/** A page kept by the browser's *Back* still shows what was true before the payment. */
export function readAgainOnReturn(read) {
  addEventListener("pageshow", ({ persisted }) => persisted && read());
}
