/** The family that one looks at: it stays in every address, another is chosen, or the address names none of one's own. */
import { named, pagePath } from "./paths.js";
import { screen, withFamily } from "./screens.js";
import { FAMILY, familyKey } from "./session.js";

/** Screens about one invoice, which another family does not have: its list is shown instead. */
const OF_ONE_INVOICE = ["facture", "recu", "paiement"];
/** Screens that show all families of a login, where the address names none. */
const OF_ALL = ["", "reservations", "agenda", "factures"];
/** In this tab: all of them are looked at, also while a screen of one is. */
const ALL = "preau.all";
const ALL_WORDS = "Toutes mes communes";
/** Pages at the foot that the portal has of a town alone. */
const OF_ONE_TOWN = ["", "reglement/"];

const nameOf = ({ commune, family }) => `${commune.name} – ${family.name}`;
const nameOfScreen = (path) => path.split("/")[2] ?? "";

/** What tells the families apart, so that a narrow choice shows it: the town alone where the name is one, the name alone where the town is one. */
export function shortNames(families) {
  const one = (of) => new Set(families.map(of)).size === 1;
  if (one(surname) && !one(town)) return families.map(town);
  return families.map(one(town) && !one(surname) ? surname : nameOf);
}
const town = ({ commune }) => commune.name;
const surname = ({ family }) => family.name;

/**
 * The family that one looks at stays: its name is written in the address of a login that has several, and each link to another screen
 * carries it, also in what scripts will copy. Where all are looked at, no address names any: a screen that is of one says which.
 */
export function keepFamily(families, current) {
  const several = families.length > 1;
  const all = several && !named("famille") && OF_ALL.includes(nameOfScreen(location.pathname));
  if (all) sessionStorage.setItem(ALL, "1");
  else if (named("famille") && isFromOutside()) sessionStorage.removeItem(ALL);
  const here = new URL(location);
  here.searchParams.set("famille", familyKey(current));
  if (!all && !named("famille")) history.replaceState(history.state, "", here);
  const templates = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const tree of [document, ...templates])
    for (const link of tree.querySelectorAll("[href^='/espace/']")) link.setAttribute("href", carrying(link));
  if (several) showFamilies(families, all ? null : current);
  if (all) showAll(families);
}

/** A mail's link, an address that was kept: its family is all that this tab is to show. Who comes back from paying was here before. */
const isFromOutside = () =>
  !document.referrer.startsWith(`${location.origin}/`) && nameOfScreen(location.pathname) !== "paiement";

function carrying(link) {
  const [address, fragment] = link.getAttribute("href").split("#");
  const [path, asked] = address.split("?");
  const toAll = sessionStorage.getItem(ALL) && OF_ALL.includes(nameOfScreen(path));
  return path + (toAll ? ofAll(asked) : withFamily(asked)) + (fragment ? `#${fragment}` : "");
}

/** What an address asks, of no family in particular. */
function ofAll(asked) {
  const query = new URLSearchParams(asked);
  query.delete("famille");
  query.delete("annee");
  return String(query) && `?${query}`;
}

/** `current`: null for all of them. */
function showFamilies(families, current) {
  const label = document.querySelector("[data-family-switch]");
  const choice = label.querySelector("select");
  label.hidden = false;
  const names = shortNames(families);
  choice.replaceChildren(
    new Option(ALL_WORDS, "", false, !current),
    ...families.map((entry, at) => new Option(names[at], familyKey(entry), false, entry === current)),
  );
  choice.onchange = () => {
    if (choice.value) localStorage.setItem(FAMILY, choice.value);
    sessionStorage.removeItem(ALL);
    location.assign(sameScreen(choice.value));
  };
}

/** The screen in view, about another family: its children and its invoices are not those of this one. Of all, where it can be. */
function sameScreen(famille) {
  const here = nameOfScreen(location.pathname);
  const asked = new URLSearchParams(OF_ONE_INVOICE.includes(here) ? "" : location.search);
  const name = OF_ONE_INVOICE.includes(here) || (here === "annee" && !famille) ? "factures" : here;
  asked.delete("enfant");
  asked.set("famille", famille);
  return famille ? screen(name, asked) : screenOfAll(name, asked);
}

function screenOfAll(name, asked) {
  const path = `${pagePath("espace", ...(OF_ALL.includes(name) && name ? [name] : []))}/`;
  return OF_ALL.includes(name) ? path + ofAll(asked) : path;
}

/** The frame of a screen about all families: no town's name or page stands over the other's children. */
function showAll(families) {
  const towns = [...new Map(families.map(({ commune }) => [commune.id, commune])).values()];
  document.querySelector("[data-commune-name]").textContent = "Mes communes";
  const names = [...new Set(families.map(({ family }) => family.name))];
  document.querySelector("[data-family-name]").textContent = `Famille${names[1] ? "s" : ""} ${names.join(", ")}`;
  for (const link of document.querySelectorAll("[data-commune-link]")) {
    const { communeLink } = link.dataset;
    if (OF_ONE_TOWN.includes(communeLink))
      link.parentElement.replaceWith(...towns.map((commune) => townLink(link, communeLink, commune)));
    else link.href = `${pagePath(communeLink.slice(0, -1))}/`;
    delete link.dataset.communeLink;
  }
}

function townLink(link, page, { id, name }) {
  const item = link.parentElement.cloneNode(true);
  const own = item.firstElementChild;
  delete own.dataset.communeLink;
  own.href = `${pagePath(id)}/${page}`;
  own.textContent = page ? `${link.textContent} : ${name}` : name;
  return item;
}

/** In place of the screen: the address names a family that the login does not have. */
export function showStranger(families) {
  const place = document.querySelector("#contenu > .wrap");
  const title = made("h1", { textContent: "Cette adresse ne mène à rien", tabIndex: -1 });
  const text = made("p", {
    className: "alert alert-warn",
    textContent: "Elle est celle d’une famille que votre compte ne connaît pas, ou ne connaît plus.",
  });
  const ways = made("ul", { className: "plain" });
  ways.append(
    ...families.map((entry) => {
      const link = made("a", { className: "target", textContent: nameOf(entry) });
      link.href = screen("", { famille: familyKey(entry) });
      const item = made("li", {});
      item.append(link);
      return item;
    }),
  );
  for (const shown of place.children) shown.hidden = true;
  document.title = title.textContent;
  place.prepend(title, text, ways);
  title.focus();
}

const made = (name, properties) => Object.assign(document.createElement(name), properties);
