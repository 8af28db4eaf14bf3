/** One planning for the families of a login in several towns: its store, and what is of each town beside the planning. */
import { screen } from "../base/screens.js";
import { NO_BREAK } from "../base/days-and-hours.js";
import { JoinedStore } from "../planning/joined-store.js";
import { dayAndMonth, hour } from "../planning/words.js";
import { joinedBaskets } from "./joined-baskets.js";
import { townScreens } from "./joined-screen.js";

/** What a town may wait for, and where it is done. */
const TO_DO = [
  { asked: "to_accept", to: "reglement", words: "acceptez le règlement" },
  { asked: "to_complete", to: "dossier", words: "complétez votre dossier" },
];

/** `families`, `view`: as JoinedStore takes them. */
export function joined(families, view) {
  const store = new JoinedStore(families, view);
  let screens;
  const screensOf = (whole) => (screens ??= townScreens(store, whole));
  store.baskets = (root, whole, parts) => joinedBaskets(root, store, screensOf(whole), parts);
  store.apart = (whole) => {
    const all = screensOf(whole);
    all.begin();
    return store.towns
      .filter((town) => store.shown.includes(town))
      .map((town) => ({
        town,
        store: town.store,
        screen: all.of(town),
        asked: (asked) => store.askedOf(town, asked),
      }));
  };
  const places = [notices(store), closed(store), contacts(store)];
  store.addEventListener("change", () => {
    for (const show of places) show();
  });
  return store;
}

/** Of each town: what it waits for, and that its planning is not there or not of now. */
function notices(store) {
  const root = made("div", {});
  document.querySelector(".notices").prepend(root);
  let shown = "";
  return () => {
    const told = store.planning && !store.stale ? store.towns.flatMap((town) => toldOf(town, store)) : [];
    const look = JSON.stringify(told.map(({ town, ...one }) => [town.key, one]));
    if (look === shown) return;
    shown = look;
    root.replaceChildren(...told.map(noticeOf));
  };
}

function toldOf(town, store) {
  const { planning, failure, stale } = town.store;
  const isShown = store.shown.includes(town);
  if (isShown && !stale) return TO_DO.filter(({ asked }) => planning[asked]).map(({ asked }) => ({ town, asked }));
  if (store.leaving) return [];
  const when = `planning du ${planning && dayAndMonth(planning.now.slice(0, 10))} à ${planning && hour(planning.now)}, le service ne répond pas.`;
  return [{ town, text: isShown ? when : (failure ?? "le planning n’est pas encore arrivé.") }];
}

function noticeOf({ town, text, asked }) {
  const line = made("p", { textContent: `${town.label} : ${text ?? ""}` });
  const notice = made("div", { className: "alert alert-warn" });
  notice.append(line);
  if (asked) {
    const { to, words } = TO_DO.find((each) => each.asked === asked);
    const link = made("a", { textContent: words });
    link.href = screen(to, { famille: town.key });
    line.append(link, " pour tout réserver.");
  } else {
    line.setAttribute("role", "status");
    const again = made("button", { type: "button", className: "button button-quiet", textContent: "Réessayer" });
    again.addEventListener("click", () => town.store.read());
    notice.append(again);
  }
  return notice;
}

/** Below the week: the towns that open nothing in it, and why. */
function closed(store) {
  const root = made("div", {});
  document.getElementById("week-grid")?.after(root);
  return () =>
    root.replaceChildren(
      ...store.quiet.map(({ label, why }) =>
        made("p", { textContent: `${label} : rien à réserver cette semaine. ${why}` }),
      ),
    );
}

/** In place of the one town's: where an absence of each is declared, and its telephone. */
function contacts(store) {
  const call = document.getElementById("call");
  if (!call) return () => {};
  const row = call.parentElement;
  const root = made("div", {});
  row.before(root);
  for (const link of row.querySelectorAll("a")) link.remove();
  row.append(call);
  let shown = "";
  return () => {
    const towns = store.shown.map(({ key, label, store: { planning } }) => ({
      key,
      label,
      phone: planning.commune.phone,
    }));
    const look = JSON.stringify(towns);
    if (look === shown) return;
    shown = look;
    root.replaceChildren(...towns.map(contactOf));
  };
}

function contactOf({ key, label, phone }) {
  const absence = made("a", { className: "target", textContent: "Déclarer une absence" });
  absence.href = screen("absences", { famille: key });
  const line = made("p", { className: "row", textContent: `${label} :` });
  line.append(absence);
  if (phone) {
    const call = made("a", { className: "target", textContent: `Appeler le ${phone.replaceAll(" ", NO_BREAK)}` });
    call.href = `tel:${phone.replace(/[^\d+]/g, "")}`;
    line.append(call);
  }
  return line;
}

const made = (name, properties) => Object.assign(document.createElement(name), properties);
