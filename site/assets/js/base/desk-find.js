/**
 * The header's search on every screen of the town hall: what is found stands below as one types; Enter opens the first, arrows walk,
 * Escape folds it. The screen of families shows in its own list what is found (desk/familles.js).
 */
import { get } from "./api.js";
import { deskPath, deskScreen } from "./desk.js";

const TYPING_MS = 150;
const MOST = 8;

const made = (tag, own, ...children) => {
  const element = Object.assign(document.createElement(tag), own);
  element.append(...children);
  return element;
};

/** Again, it changes nothing. */
export function watchSearch(field) {
  const { form } = field;
  if (form.querySelector(".desk-found") || new URL(form.action).pathname === location.pathname) return;
  const list = made("ul", { className: "desk-list" });
  const said = made("p", { className: "soft" });
  said.setAttribute("role", "status");
  const box = made("div", { className: "desk-found", hidden: true }, said, list);
  form.append(box);

  /** Counts the questions: an answer that comes after a later one is nobody's. */
  let asked = 0;
  let wait;

  const links = () => [...list.querySelectorAll("a")];
  const fold = () => {
    box.hidden = true;
  };

  async function read() {
    clearTimeout(wait);
    const question = ++asked;
    const search = field.value.trim();
    if (!search) return fold();
    try {
      const page = await get(await deskPath("files"), { search });
      if (question === asked && page) show(page, search);
    } catch ({ message }) {
      if (question === asked) tell(message, []);
    }
  }

  function show({ families, next }, search) {
    const rows = families.slice(0, MOST).map(rowOf);
    if (next || families.length > MOST)
      rows.push(made("li", {}, linkTo(deskScreen("familles", { cherche: search }), "Toutes celles qui correspondent")));
    const count = rows.length === 1 ? "Une famille" : `${families.length}${next ? " et plus" : ""} familles`;
    tell(families.length ? count : "Aucune famille ne correspond.", rows);
  }

  function tell(sentence, rows) {
    said.textContent = sentence;
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    box.hidden = false;
  }

  field.addEventListener("input", () => {
    clearTimeout(wait);
    asked += 1;
    wait = setTimeout(read, TYPING_MS);
  });
  field.addEventListener("focus", () => {
    if (list.children.length && field.value.trim()) box.hidden = false;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await read();
    links()[0]?.click();
  });
  form.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      field.focus();
      fold();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [field, ...links()];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  });
  // Somebody who goes on with the screen is not looked over.
  form.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !form.contains(relatedTarget) && fold());
  document.addEventListener("pointerdown", ({ target }) => form.contains(target) || fold());
  if (field.value.trim()) read();
}

const linkTo = (href, text) => made("a", { className: "target", href, textContent: text });

function rowOf({ id, name, street, children }) {
  const words = children.map((child) => (child.class ? `${child.name} (${child.class})` : child.name)).join(", ");
  const where = made("span", { className: "soft small", textContent: street });
  return made("li", {}, linkTo(deskScreen("famille", { id }), name), where, made("span", { textContent: words }));
}
