/** The frame of a parent's screens: the commune's name and colour, the family. The rest of it comes after the first view. */
import { announce } from "./announce.js";
import { pagePath } from "./paths.js";
import { currentFamily, knownMe, me, rememberColour } from "./session.js";

const later = import("./leaving.js");

function show(answer) {
  const current = currentFamily(answer);
  if (!current) return;
  document.documentElement.dataset.colour = current.commune.colour;
  rememberColour(current.commune.colour);
  document.querySelector("[data-commune-name]").textContent = current.commune.name;
  document.querySelector("[data-family-name]").textContent = `Famille ${current.family.name}`;
  for (const link of document.querySelectorAll("[data-commune-link]")) {
    link.href = `${pagePath(current.commune.id)}/${link.dataset.communeLink}`;
  }
  if (answer.families.length > 1)
    import("./family-switch.js").then(({ showFamilies }) => showFamilies(answer.families, current));
}

document.querySelector("[data-sign-out]").addEventListener("click", ({ currentTarget }) =>
  later.then(
    ({ signOut }) => signOut(currentTarget),
    () => location.reload(),
  ),
);

async function start() {
  const known = knownMe();
  if (known) show(known);
  try {
    const answer = await me();
    show(answer);
    (await later).watchOwner(answer.account.email);
  } catch {
    if (!known) announce("Le service ne répond pas. Réessayez dans un instant.");
  }
}

start();
