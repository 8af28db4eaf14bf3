/**
 * The frame of a parent's screens: the commune's name and colour, the family. What this device knows of them is there at the first paint; the
 * rest of the frame comes after what the screen is for.
 */
import { named, pagePath } from "./paths.js";
import { FAMILY, currentFamily, familyKey, knownMe, me, rememberColour } from "./session.js";

const AFTER_MS = 2000;

const leaving = () => import("./leaving.js");
/** Of whoever has several, and of an address that names a stranger's. */
const family = () => import("./family.js");
const soon = () => new Promise((resolve) => setTimeout(resolve, AFTER_MS));
const switching = document.querySelector("[data-family-switch]");

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
  sessionStorage.setItem(FAMILY, familyKey(current));
  if (answer.families[1]) family().then(({ keepFamily }) => keepFamily(answer.families, current));
}

document.querySelector("[data-sign-out]").addEventListener("click", ({ currentTarget }) =>
  leaving().then(
    ({ signOut }) => signOut(currentTarget),
    () => location.reload(),
  ),
);

async function start() {
  const known = knownMe();
  let owner = known?.account;
  if (known) show(known);
  // Its place is kept where it will be wanted; where nobody knew that, it stands at the foot of the page.
  if (known?.families[1]) switching.hidden = false;
  else document.querySelector(".footer .wrap").prepend(switching);
  // That nobody else is signed in: where « Back » shows this screen again at once, else soon.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || knownMe()?.account.email === owner?.email) return;
    document.body.hidden = true;
    location.reload();
  });
  try {
    // What the screen asks for goes first, and meets the end of a session as well.
    if (known && currentFamily(known)) await soon();
    const answer = await me();
    owner ??= answer.account;
    show(answer);
    if (named("famille") && !currentFamily(answer)) (await family()).showStranger(answer.families);
    if (!known) await soon();
    (await leaving()).watchOwner({ ...answer, account: owner });
  } catch (problem) {
    if (!known) throw problem;
  }
}

start();
