/** The frame of the town hall's screens: the town, who is signed in and what their roles open; keys. */
import { announce } from "./announce.js";
import { currentTown, deskScreen, keepTown, leavings } from "./desk.js";
import { showKeys, watchKeys } from "./desk-keys.js";
import { named, pagePath } from "./paths.js";
import { screen } from "./screens.js";
import { knownMe, me, rememberColour } from "./session.js";

const later = import("./leaving.js");
const dialog = document.getElementById("touches");
const field = document.getElementById("chercher");

const links = () => [...document.querySelectorAll(".nav [data-key]")].filter((link) => !link.closest("[hidden]"));

function show(answer) {
  const current = currentTown(answer);
  if (!current) return;
  const { commune, roles } = current;
  keepTown(commune.id);
  document.documentElement.dataset.colour = commune.colour;
  rememberColour(commune.colour);
  document.querySelector("[data-town-name]").textContent = `Mairie – ${commune.name}`;
  document.querySelector("[data-agent-name]").textContent = answer.account.first_name;
  for (const part of document.querySelectorAll("[data-for]"))
    part.hidden = !part.dataset.for.split(" ").some((role) => roles.includes(role));
  for (const link of document.querySelectorAll("[data-town-link]"))
    link.href = `${pagePath(commune.id)}/${link.dataset.townLink}`;
  document.querySelector("[data-family-side]").hidden = !answer.families.length;
  carryTown(commune.id);
  if (answer.agent_of.length > 1) showTowns(answer.agent_of, commune);
}

/** Each link and the search name the town, so that an address can be given to a colleague. */
function carryTown(commune) {
  for (const link of document.querySelectorAll("[href^='/mairie/']"))
    link.setAttribute("href", carrying(link, commune));
  const search = field.form;
  if (!search.elements.commune) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "commune", value: commune });
    search.append(hidden);
  }
  if (named("commune")) return;
  const here = new URL(location);
  here.searchParams.set("commune", commune);
  history.replaceState(history.state, "", here);
}

function carrying(link, commune) {
  const url = new URL(link.href);
  url.searchParams.set("commune", commune);
  return url.pathname + url.search + url.hash;
}

function showTowns(towns, current) {
  const label = document.querySelector("[data-town-switch]");
  const choice = label.querySelector("select");
  label.hidden = false;
  choice.replaceChildren(
    ...towns.map(({ commune }) => new Option(commune.name, commune.id, false, commune.id === current.id)),
  );
  choice.onchange = () => location.assign(deskScreen("", { commune: choice.value }));
}

/** In place of the screen: who is signed in is no agent, or not of that town. */
function showStranger({ agent_of: towns, families }) {
  const place = document.querySelector("#contenu > .wrap");
  const title = made("h1", { textContent: "Cet écran est celui de la mairie", tabIndex: -1 });
  const text = made("p", {
    className: "alert alert-warn",
    textContent: towns.length
      ? "Vous n’êtes pas agent de la commune que cette adresse nomme, ou ne l’êtes plus."
      : "Votre compte n’est pas celui d’un agent, ou ne l’est plus. La mairie peut vous nommer.",
  });
  const ways = made("ul", { className: "plain" });
  for (const { commune } of towns)
    ways.append(wayTo(deskScreen("", { commune: commune.id }), `Mairie – ${commune.name}`));
  if (families.length) ways.append(wayTo(screen(""), "Mon espace famille"));
  for (const shown of place.children) shown.hidden = true;
  document.title = title.textContent;
  place.prepend(title, text, ways);
  title.focus();
}

function wayTo(href, textContent) {
  const item = made("li", {});
  item.append(made("a", { className: "target", href, textContent }));
  return item;
}

const made = (name, properties) => Object.assign(document.createElement(name), properties);

document.querySelector("[data-sign-out]").addEventListener("click", async ({ currentTarget }) => {
  await Promise.allSettled(leavings.map((act) => act()));
  later.then(
    ({ signOut }) => signOut(currentTarget),
    () => location.reload(),
  );
});
document.querySelector("[data-show-keys]").addEventListener("click", () => showKeys(dialog, links()));
watchKeys(links, { find: () => field.form.hidden || field.focus(), dialog });

async function start() {
  const known = knownMe();
  if (known) show(known);
  try {
    const answer = await me();
    show(answer);
    if (!currentTown(answer)) showStranger(answer);
    (await later).watchOwner(answer);
  } catch {
    if (!known) announce("Le service ne répond pas. Réessayez dans un instant.");
  }
}

start();
