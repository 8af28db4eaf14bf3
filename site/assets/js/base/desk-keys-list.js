/** « Touches du clavier »: those that do something here, for who is signed in. */

export function showList(dialog, own, links, { isOff }) {
  const rows = [...own, ["?", "Montrer ces touches"]];
  rows.push(...links.map((link) => ["g " + link.dataset.key, link.textContent.trim()]));
  dialog.querySelector("dl").replaceChildren(...rows.map(rowOf));
  dialog.querySelector("[data-keys-on]").checked = !isOff;
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
