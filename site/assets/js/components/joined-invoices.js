/** Mes factures of a parent of several families: what each town is owed, its own sum and its own way to pay; never one sum of two creditors. */
import { get } from "../base/api.js";
import { money } from "../base/french.js";
import { screen } from "../base/screens.js";
import { familyKey, familyPath } from "../base/session.js";
import { townName } from "../base/town-name.js";
import { payTogether, payWith } from "../invoices/pay.js";
import { showTrouble } from "./trouble.js";

/** What there is of each town, in the order of the screen: what all are owed comes before what any was paid. */
const PARTS = ["credit", "to-pay", "paid", "years"];
const APART = "Chaque commune encaisse ses propres factures : payez-les l’une après l’autre.";

/** `families`: entries of `Me.families`; `{show, notOpened, read}`: of pages/factures.js. */
export async function joinedInvoices(families, { show, notOpened, read }) {
  const answers = await Promise.all(families.map((family) => answerOf(family, townName(family, families))));
  const told = answers.filter(({ invoices }) => invoices);
  const places = told.map((_, index) => placesOf(index));
  told.forEach(({ family, name, invoices }, index) => {
    const place = places[index];
    show(invoices, (id) => place[id]);
    lead(place, familyKey(family));
    pay(place["to-pay"], invoices, family, (problem) => notOpened(ofTown(name, problem)));
    nameTown(place, name, owed(invoices));
  });
  const sentence = Object.assign(document.createElement("p"), { textContent: APART });
  sentence.hidden = told.filter(({ invoices }) => owed(invoices)).length < 2;
  const root = Object.assign(document.createElement("div"), { id: "towns", className: "stack" });
  root.append(sentence, ...["to-pay", "paid", "years"].flatMap((id) => places.flatMap((place) => partOf(place, id))));
  document.getElementById("towns")?.remove();
  document.getElementById("wait").after(root);
  const silent = answers.filter(({ problem }) => problem);
  if (silent[0]) showTrouble(severalOf(silent), read);
}

/** Each town for itself: one that does not answer leaves the other to be paid. */
async function answerOf(family, name) {
  try {
    return { family, name, invoices: await get(familyPath(family, "invoices")) };
  } catch (problem) {
    return { family, name, problem };
  }
}

/** The screen's own parts, copied for a town; ids are the page's, once each. */
function placesOf(index) {
  const copies = PARTS.map((id) => {
    const copy = document.getElementById(id).cloneNode(true);
    copy.id += `-${index}`;
    const title = copy.querySelector("h2");
    if (title) {
      title.id += `-${index}`;
      copy.setAttribute("aria-labelledby", title.id);
    }
    return [id, copy];
  });
  return Object.fromEntries(copies);
}

/** Each link to a screen of one family names it. */
function lead(place, famille) {
  for (const part of Object.values(place))
    for (const link of part.querySelectorAll("a[href]")) {
      const { pathname, search } = new URL(link.href);
      const asked = new URLSearchParams(search);
      asked.set("famille", famille);
      link.href = screen(pathname.split("/")[2], asked);
    }
}

/** Each button opens a payment of the family whose invoice it is. */
function pay(toPay, { to_pay: invoices, together }, family, failed) {
  const of = (...resource) => familyPath(family, ...resource);
  toPay.querySelectorAll("[data-part=pay]").forEach((button, index) => {
    payWith(button, invoices[index].id, failed, of);
  });
  if (!together) return;
  const { invoices: ids, amount_cents: cents } = together;
  payTogether(toPay.querySelector("[data-part=together]"), { invoices: ids, amount_cents: cents }, failed, of);
}

/** Credit is what the town owes: it stands with what it is owed. */
const partOf = (place, id) => (id === "to-pay" ? [place.credit, place[id]] : [place[id]]);

const owed = ({ to_pay: invoices }) => invoices.reduce((sum, { balance_cents: cents }) => sum + cents, 0);

/** In each title, and in each name that is heard of a button or a link. */
function nameTown(place, name, cents) {
  const title = (id, text) => {
    place[id].querySelector("h2").textContent = text;
  };
  title("to-pay", `${name} : ${cents ? `${money(cents)} à payer` : "rien à payer"}`);
  title("paid", `Payées : ${name}`);
  title("years", `Relevés et attestations fiscales : ${name}`);
  place["to-pay"].querySelector(".empty-state").hidden = true;
  const credit = place.credit.querySelector("[data-part=amount]");
  credit.after(` de ${name}`);
  for (const part of Object.values(place))
    for (const heard of part.querySelectorAll("[aria-label]"))
      heard.setAttribute("aria-label", `${heard.getAttribute("aria-label")}, ${name}`);
  for (const link of place.years.querySelectorAll("a")) link.setAttribute("aria-label", `${link.textContent}, ${name}`);
}

const ofTown = (name, problem) => Object.assign(problem, { title: `${name} : ${lowered(problem.title)}` });

const severalOf = (silent) => ({
  title: silent.map(({ name }) => name).join(", "),
  message: [...new Set(silent.map(({ problem }) => problem.message))].join(" "),
});

const lowered = (text) => text[0].toLowerCase() + text.slice(1);
