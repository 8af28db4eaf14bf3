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
        view: all.of(town),
        asked: (asked) => store.askedOf(town, asked),
      }));
  };
  const places = [silent(store), waiting(store), contacts(store)];
  store.addEventListener("change", () => {
    for (const show of places) show();
  });
  return store;
}

/** Where the screen begins: the towns whose planning is not there, or not of now. */
function silent(store) {
  const root = made("div", {});
  document.querySelector(".notices").prepend(root);
  return keptAsIs(root, () => {
    if (!store.planning || store.stale || store.leaving) return [];
    return store.towns.filter((town) => !store.shown.includes(town) || town.store.stale).map(silentTown);
  });
}

function silentTown({ label, store }) {
  const { planning, failure, old } = store;
  const kept =
    old && `planning du ${dayAndMonth(planning.now.slice(0, 10))} à ${hour(planning.now)}, le service ne répond pas.`;
  const line = made("p", { textContent: `${label} : ${kept || failure || "le planning n’est pas encore arrivé."}` });
  line.setAttribute("role", "status");
  const again = made("button", { type: "button", className: "button button-quiet", textContent: "Réessayer" });
  again.addEventListener("click", () => {
    store.read();
    // The button goes with what it says.
    document.getElementById("contenu").focus();
  });
  const notice = made("div", { className: "alert alert-warn" });
  notice.append(line, again);
  return notice;
}

/** Below the planning, where it pushes nothing away: what each town waits for, and that it opens nothing this week. */
function waiting(store) {
  const root = made("div", { className: "stack stack-small" });
  (document.getElementById("week-grid") ?? document.getElementById("range-form")).after(root);
  return keptAsIs(root, () => [...store.shown.flatMap(toDo), ...store.quiet.map(quietTown)]);
}

const toDo = ({ key, label, store: { planning } }) =>
  TO_DO.filter(({ asked }) => planning[asked]).map(({ to, words }) => {
    const link = made("a", { textContent: words });
    link.href = screen(to, { famille: key });
    const sentence = made("p", { textContent: `${label} : ` });
    sentence.append(link, " pour tout réserver.");
    // An alert lays out what it holds in rows: a sentence is one of them.
    const notice = made("div", { className: "alert alert-warn" });
    notice.append(sentence);
    return notice;
  });

const quietTown = ({ label, why }) => made("p", { textContent: `${label} : rien à réserver cette semaine. ${why}` });

/** Written again only when it says something else: what is in it keeps the focus. */
function keptAsIs(root, parts) {
  return () => {
    const now = parts();
    const same = now.length === root.children.length && now.every((each, at) => each.isEqualNode(root.children[at]));
    if (!same) root.replaceChildren(...now);
  };
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
  return keptAsIs(root, () => store.shown.map(contactOf));
}

function contactOf({ key, label, store: { planning } }) {
  const { phone } = planning.commune;
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
