/** The frame of a parent's screens: the commune's name and colour, the family. The rest of it comes after the first view. */
import { announce } from "./announce.js";
import { named, pagePath } from "./paths.js";
import { FAMILY, currentFamily, keyOf, knownMe, me, rememberColour } from "./session.js";

const later = import("./leaving.js");
const family = () => import("./family.js");

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
  sessionStorage.setItem(FAMILY, keyOf(current));
  if (answer.families.length > 1 || named("famille"))
    family().then(({ keepFamily }) => keepFamily(answer.families, current));
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
    if (named("famille") && !currentFamily(answer)) (await family()).showStranger(answer.families);
    (await later).watchOwner(answer);
  } catch {
    if (!known) announce("Le service ne répond pas. Réessayez dans un instant.");
  }
}

start();
