/**
 * The article as its page will show it. The server makes its HTML and tells it as elements; here they are made one by one, out of a closed
 * list of tags, and every text goes in as text.
 */
import { webAddress } from "../base/outside.js";

const TAGS = new Set(
  (
    "header h1 h2 h3 h4 h5 h6 p ul ol li strong em a br hr blockquote code pre table thead tbody tr th td " +
    "time div span img figure figcaption"
  ).split(" "),
);
const COPIED = ["class", "datetime", "scope", "data-label", "start", "alt", "width", "height"];

/** `picture`: the article's own, as data, because its page does not have it yet. */
export function elementsOf(nodes, picture) {
  return nodes.map((node) => nodeOf(node, picture));
}

function nodeOf({ tag, text = "", attributes = {}, children = [] }, picture) {
  if (!tag) return document.createTextNode(text);
  const made = document.createElement(TAGS.has(tag) ? tag : "span");
  for (const name of COPIED) if (name in attributes) made.setAttribute(name, attributes[name]);
  if (tag === "a") lead(made, attributes.href);
  if (tag === "img" && picture?.startsWith("data:image/")) made.src = picture;
  made.append(...elementsOf(children, picture));
  return made;
}

/** In another tab: what is being written stays. */
function lead(link, told) {
  try {
    link.href = webAddress(told);
  } catch {
    return; // an address of no page (a mail, a telephone) leads nowhere from here
  }
  link.target = "_blank";
  link.rel = "noopener";
}
