/** The news of the family's commune, from the file that is published with its pages. */
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";
import { clone, fill, part } from "../base/parts.js";
import { pagePath } from "../base/paths.js";

/** Write the `most` latest pieces of news in `list`, those that concern the family first; answers how many there were. Throws Problem. */
export async function showNews(list, { commune, marks = [] }, most) {
  const { articles } = await get(pagePath(commune.id, "actualites", "index.json"));
  list.replaceChildren(...inOrder(articles, marks).slice(0, most).map(item));
  return articles.length;
}

export function inOrder(articles, marks) {
  const concerns = (each) => !each.for?.length || each.for.some((mark) => marks.includes(mark));
  return articles.sort((one, other) => concerns(other) - concerns(one));
}

function item({ title, summary, address, published_on, label }) {
  const shown = fill(clone("news-item"), { title, summary, day: label ?? published_on });
  part(shown, "title").href = webAddress(address);
  part(shown, "day").dateTime = published_on;
  return shown;
}
