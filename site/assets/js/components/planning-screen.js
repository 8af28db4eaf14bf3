/** What both views share: the basket, what *Valider* came to, the limits that come near, how old the planning is. */
import { announce } from "../base/announce.js";
import { currentFamily, knownMe, me } from "../base/session.js";
import { keepFresh } from "../planning/fresh.js";
import { Store } from "../planning/store.js";
import { capital, count, longDay } from "../planning/words.js";
import { basket } from "./basket.js";
import { closingSoon } from "./closing-soon.js";
import { oldNotice } from "./old-notice.js";
import { outcome } from "./outcome.js";

/** `view`: under which name its last planning is kept; `show(store)`: the view's own part. Answers `{store, tell}`. */
export async function planningScreen(view, show) {
  const store = new Store(currentFamily(knownMe() ?? (await me())), view);
  const nameOf = ({ service, child }) => {
    const { services, children } = store.planning;
    return [services.find(({ code }) => code === service)?.name, children.find(({ id }) => id === child)?.first_name].filter(Boolean).join(", ");
  };
  const tell = outcome(document.getElementById("outcome"), nameOf);
  const validated = ({ accepted, refused }) => tell({ ...validationWords(accepted, refused), refused });
  const failed = ({ title, message }) => tell({ title, text: message, failed: true });
  const panel = basket(document.getElementById("basket"), store, { validated, failed });
  const limits = closingSoon(document.getElementById("closing-soon"), store);
  const notice = oldNotice(document.getElementById("old"), store);

  let resumed = false;
  store.addEventListener("change", () => {
    if (store.planning && !resumed) {
      resumed = true;
      store.resume().then((answer) => answer && validated(answer), failed);
    }
    show(store);
    for (const each of [panel, limits, notice]) each.show();
  });
  store.addEventListener("trouble", ({ detail }) => announce(detail));
  store.addEventListener("refused", ({ detail: [first, ...others] }) => {
    const more = others.length ? ` (et ${count(others.length, "autre demande refusée", "autres demandes refusées")})` : "";
    announce(`${capital(longDay(first.date))}, ${nameOf(first)} : ${first.sentence}${more}`);
  });
  keepFresh(store);
  return { store, tell };
}

function validationWords(accepted, refused) {
  const cancelled = accepted.filter(({ action }) => action === "cancel").length;
  const reserved = accepted.length - cancelled;
  const done = [
    reserved && count(reserved, "demande validée", "demandes validées"),
    cancelled && count(cancelled, "annulation validée", "annulations validées"),
  ].filter(Boolean);
  const not = count(refused.length, "demande n’a pas pu l’être", "demandes n’ont pas pu l’être");
  if (!done.length) return { title: "Rien n’a pu être validé", text: "Voici pourquoi." };
  return { title: done.join(", "), text: refused.length ? `${capital(not)}. Voici pourquoi.` : "C’est enregistré." };
}
