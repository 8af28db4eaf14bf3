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
  target.isContentEditable ||
  (target.matches("input, select, textarea") && !target.matches("[type=checkbox], [type=radio]"));

/** Enter on a link or a button is theirs. */
const isPressing = ({ key, target }) => key === "Enter" && target.matches("a, button, summary");

/** `links`: those of the header that `g` and a letter open. `find`: what `/` does, or nothing for whom there is no search. */
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
  if (key === "?") return () => showKeys(dialog, links(), find);
  if (known.has(key)) return known.get(key).does; // a screen may look for something of its own
  return key === "/" ? find() : undefined;
}

function expectLetter() {
  afterG = true;
  wait = setTimeout(() => {
    afterG = false;
  }, LEAVE_MS);
}

/** The list comes when it is asked for. */
export async function showKeys(dialog, links, find) {
  const { showList } = await import("./desk-keys-list.js");
  const rows = [...known].map(([key, { says }]) => [key, says]);
  if (!known.has("/") && find()) rows.push(["/", "Chercher une famille"]);
  showList(dialog, rows, links, { isOff: isOff() });
}
