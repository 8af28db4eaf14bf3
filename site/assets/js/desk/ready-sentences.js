/** The town's ready sentences below the field that they fill. */
import { get } from "../base/api.js";
import { deskPath, deskScreen } from "../base/desk.js";
import { insertSentence } from "./insert-sentence.js";

/** Read once a page; again where that failed. */
let asked = null;

/** `place`: says in `data-ready` what for. What is written already stays, the sentence comes after it. */
export async function offerReady(place, field) {
  if (!place || place.children.length) return;
  asked ??= deskPath("ready-sentences").then((path) => get(path));
  try {
    const { offered } = await asked;
    if (place.children.length) return;
    const wanted = offered.filter(({ use }) => use === place.dataset.ready);
    place.append(...wanted.map(({ text }) => buttonOf(text, field)), linkOf());
  } catch {
    asked = null; // an answer is written without them
  }
}

function buttonOf(text, field) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  button.className = "button button-link";
  button.addEventListener("click", () => insertSentence(field, text));
  return button;
}

function linkOf() {
  return Object.assign(document.createElement("a"), {
    className: "target small",
    href: deskScreen("phrases"),
    textContent: "Changer ces phrases",
  });
}
