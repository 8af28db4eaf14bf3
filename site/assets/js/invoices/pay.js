/** The button *Payer*: opens a payment and leaves for the treasury's page. */
import { post } from "../api.js";
import { pathOf } from "./address.js";

/** `failed(problem)`: no payment was opened; the sentence says why. */
export function payWith(button, invoice, failed) {
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      const { redirect_url: page } = await post(await pathOf(`invoices/${invoice}/payments`), {});
      location.assign(page);
    } catch (problem) {
      button.removeAttribute("aria-busy");
      failed(problem);
    }
  });
}

/** A page kept by the browser's *Back* still shows what was true before the payment. */
export function readAgainOnReturn(read) {
  addEventListener("pageshow", ({ persisted }) => persisted && read());
}
