/** The frame of a parent's screens: the commune's name and colour, the family, signing out. */
import { announce } from "./announce.js";
import { chooseFamily, currentFamily, keyOf, knownMe, me, rememberColour, signOut } from "./session.js";

function show(answer) {
  const current = currentFamily(answer);
  if (!current) return;
  document.documentElement.dataset.colour = current.commune.colour;
  rememberColour(current.commune.colour);
  document.querySelector("[data-commune-name]").textContent = current.commune.name;
  document.querySelector("[data-family-name]").textContent = `Famille ${current.family.name}`;
  for (const link of document.querySelectorAll("[data-commune-link]")) {
    link.href = `/${current.commune.id}/${link.dataset.communeLink}`;
  }
  showFamilies(answer.families, current);
}

function showFamilies(families, current) {
  const label = document.querySelector("[data-family-switch]");
  const choice = label.querySelector("select");
  label.hidden = families.length < 2;
  choice.replaceChildren(
    ...families.map(
      (entry) => new Option(`${entry.commune.name} – ${entry.family.name}`, keyOf(entry), false, entry === current),
    ),
  );
  choice.onchange = () => {
    chooseFamily(families[choice.selectedIndex]);
    location.reload();
  };
}

document.querySelector("[data-sign-out]").addEventListener("click", async ({ currentTarget }) => {
  currentTarget.setAttribute("aria-busy", "true");
  try {
    await signOut();
  } catch {
    currentTarget.removeAttribute("aria-busy");
    announce("Vous êtes hors connexion : la déconnexion n’a pas pu se faire. Réessayez une fois le réseau revenu.");
  }
});

async function start() {
  const known = knownMe();
  if (known) show(known);
  try {
    show(await me());
  } catch {
    if (!known) announce("Le service ne répond pas. Réessayez dans un instant.");
  }
}

start();
