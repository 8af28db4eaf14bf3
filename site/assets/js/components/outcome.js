/** What an act on many dates came to, where the screen begins and with the focus on it: what is done, then what is not and why. Asked for once something is to be told. */
import { lateStyles } from "../base/late-styles.js";
import { fill, part } from "../base/parts.js";
import { screen } from "../base/screens.js";

const root = document.getElementById("outcome");
const close = root.querySelector("button");
/** What was offered beside the act before: it goes with it. */
let offered = [];

close.addEventListener("click", () => {
  root.hidden = true;
  document.getElementById("contenu").focus();
});

/**
 * `refused`: sentences; `pay`: an invoice to pay now; `failed`: nothing was done at all; `offers`: elements beside *Fermer*: the way back, the
 * way to what was made.
 */
export async function tellOutcome({ title, text, refused = [], pay, failed = false, offers = [] }) {
  await lateStyles();
  fill(root, { title, text });
  const link = part(root, "pay");
  for (const each of offered) each.remove();
  offered = offers;
  close.after(...offers.flatMap((each) => [" ", each]));
  link.hidden = !pay;
  link.href = screen("facture", { id: pay });
  part(root, "refused").replaceChildren(
    ...refused.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    }),
  );
  root.className = `alert outcome alert-${failed ? "bad" : refused.length ? "warn" : "good"}`;
  root.hidden = false;
  root.focus();
}
