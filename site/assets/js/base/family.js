/** The family that one looks at: it stays in every address, another is chosen, or the address names none of one's own. */
import { named } from "./paths.js";
import { screen, withFamily } from "./screens.js";
import { FAMILY, keyOf } from "./session.js";

/** Screens about one invoice, which another family does not have: its list is shown instead. */
const OF_ONE_INVOICE = ["facture", "recu", "paiement"];

const nameOf = ({ commune, family }) => `${commune.name} – ${family.name}`;

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
 * carries it, also in what scripts will copy.
 */
export function keepFamily(families, current) {
  const here = new URL(location);
  here.searchParams.set("famille", keyOf(current));
  if (!named("famille")) history.replaceState(history.state, "", here);
  const templates = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const part of [document, ...templates])
    for (const link of part.querySelectorAll("[href^='/espace/']")) link.setAttribute("href", carrying(link));
  if (families.length > 1) showFamilies(families, current);
}

function carrying(link) {
  const [address, part] = link.getAttribute("href").split("#");
  const [path, asked] = address.split("?");
  return path + withFamily(asked) + (part ? `#${part}` : "");
}

function showFamilies(families, current) {
  const label = document.querySelector("[data-family-switch]");
  const choice = label.querySelector("select");
  label.hidden = false;
  const names = shortNames(families);
  choice.replaceChildren(...families.map((entry, at) => new Option(names[at], keyOf(entry), false, entry === current)));
  choice.onchange = () => {
    localStorage.setItem(FAMILY, choice.value);
    location.assign(sameScreen(choice.value));
  };
}

/** The screen in view, about another family: its children and its invoices are not those of this one. */
function sameScreen(famille) {
  const [, , name] = location.pathname.split("/");
  if (OF_ONE_INVOICE.includes(name)) return screen("factures", { famille });
  const asked = new URLSearchParams(location.search);
  asked.delete("enfant");
  asked.set("famille", famille);
  return screen(name, asked);
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
      link.href = screen("", { famille: keyOf(entry) });
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
