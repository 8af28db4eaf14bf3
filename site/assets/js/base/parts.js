/** Markup lives in <template> elements; scripts clone it and fill its parts, `<span data-part="price">`. */

/** A copy of the element that the template holds. */
export const clone = (template) => document.getElementById(template).content.firstElementChild.cloneNode(true);

export const part = (element, name) =>
  element.dataset.part === name ? element : element.querySelector(`[data-part="${name}"]`);

/** Write texts in parts, by name; a part without text is hidden. */
export function fill(element, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const target = part(element, name);
    target.textContent = text ?? "";
    target.hidden = !text;
  }
  return element;
}
