/** The news of the family's commune, from the file that is published with its pages. */
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";
import { clone, fill, part } from "../base/parts.js";
import { pagePath } from "../base/paths.js";

/** Write the first `most` pieces of news in `list`, in the town's order; answers how many there were. Throws Problem. */
export async function showNews(list, { commune }, most) {
  const { articles } = await get(pagePath(commune.id, "actualites", "index.json"));
  list.replaceChildren(...articles.slice(0, most).map(item));
  return articles.length;
}

function item({ title, summary, address, published_on, label }) {
  const shown = fill(clone("news-item"), { title, summary, day: label ?? published_on });
  part(shown, "title").href = webAddress(address);
  part(shown, "day").dateTime = published_on;
  return shown;
}
