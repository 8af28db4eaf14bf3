/**
 * Keys of the town hall's screens. Each is one letter, and does nothing while something is typed; whoever speaks to the browser, or
 * hits keys by chance, can put them out (WCAG 2.1.4).
 */

const OFF = "preau.keys";
const LEAVE_MS = 1500;

/** Letter → `{does, says}`. */
const known = new Map();
let afterG = false;
let wait;

/** `keys({ j: ["La suivante", next] })`: what a screen's keys do, as « Touches du clavier » says it. */
export function keys(table) {
  for (const [key, [says, does]] of Object.entries(table)) known.set(key, { says, does });
}

const isOff = () => localStorage.getItem(OFF) === "off";
const isTyping = ({ target }) =>
  target.isContentEditable || (target.matches("input, select, textarea") && !target.matches("[type=checkbox]"));

/** Enter on a link or a button is theirs. */
const isPressing = ({ key, target }) => key === "Enter" && target.matches("a, button, summary");

/** `links`: those of the header that `g` and a letter open. */
export function watchKeys(links, { find, dialog }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isOff()) return;
    if (isTyping(event) || isPressing(event) || dialog.open) return;
    const act = actOf(event.key, links, { find, dialog });
    if (!act) return;
    event.preventDefault();
    act();
  });
  dialog.querySelector("[data-keys-on]").addEventListener("change", ({ target }) => {
    if (target.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
  });
}

function actOf(key, links, { find, dialog }) {
  if (afterG) {
    afterG = false;
    clearTimeout(wait);
    const link = links().find(({ dataset }) => dataset.key === key);
    return link && (() => link.click());
  }
  if (key === "g") return expectLetter;
  if (key === "?") return () => showKeys(dialog, links());
  if (known.has(key)) return known.get(key).does; // a screen may look for something of its own
  return key === "/" ? find : undefined;
}

function expectLetter() {
  afterG = true;
  wait = setTimeout(() => {
    afterG = false;
  }, LEAVE_MS);
}

export function showKeys(dialog, links) {
  const rows = [...known].map(([key, { says }]) => [key, says]);
  if (!known.has("/")) rows.push(["/", "Chercher une famille"]);
  rows.push(["?", "Montrer ces touches"]);
  rows.push(...links.map((link) => ["g " + link.dataset.key, link.textContent.trim()]));
  dialog.querySelector("dl").replaceChildren(...rows.map(rowOf));
  dialog.querySelector("[data-keys-on]").checked = !isOff();
  dialog.showModal();
}

/** As the keys of a French keyboard are called. */
const NAMES = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "Entrée",
  Escape: "Échap",
  " ": "Espace",
};

function rowOf([key, says]) {
  const row = document.createElement("div");
  const [term, words] = ["dt", "dd"].map((name) => document.createElement(name));
  for (const letter of NAMES[key] ? [NAMES[key]] : key.split(" ")) {
    const kbd = document.createElement("kbd");
    kbd.textContent = letter;
    term.append(kbd, " ");
  }
  words.textContent = says;
  row.append(term, words);
  return row;
}
