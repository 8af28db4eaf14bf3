/** The frame of the town hall's screens: the town, who is signed in and what their roles open; keys. */
import { currentTown, deskScreen, keepTown, leavings } from "./desk.js";
import { showKeys, watchKeys } from "./desk-keys.js";
import { named, pagePath } from "./paths.js";
import { knownMe, me, rememberColour } from "./session.js";

const later = import("./desk-late.js");
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

document.querySelector("[data-sign-out]").addEventListener("click", async ({ currentTarget }) => {
  await Promise.allSettled(leavings.map((act) => act()));
  later.then(
    ({ leave }) => leave(currentTarget),
    () => location.reload(),
  );
});
/** Not for who has no families to look for. */
const find = () => (field.form.hidden ? undefined : () => field.focus());
document.querySelector("[data-show-keys]").addEventListener("click", () => showKeys(dialog, links(), find));
watchKeys(links, { find, dialog });

async function start() {
  const known = knownMe();
  if (known) show(known);
  try {
    const answer = await me();
    show(answer);
    if (!currentTown(answer)) (await import("./desk-stranger.js")).showStranger(answer);
    (await later).watchAgent(answer);
  } catch (problem) {
    if (!known) throw problem;
  }
}

start();
