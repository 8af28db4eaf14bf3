/** The news of the family's commune, from the file that is published with its pages. */
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";
import { clone, fill, part } from "../base/parts.js";
import { pagePath } from "../base/paths.js";

/** A town that has published nothing yet has no list; null: it could not be read. */
export const countOf = (reading) => reading.catch(({ status }) => (status === 404 ? 0 : null));

/** Write the first `most` pieces of news in `list`, in the town's order; answers how many there were. Throws Problem. */
export async function showNews(list, { commune }, most) {
  const { articles } = await get(pagePath(commune.id, "actualites", "index.json"));
  list.replaceChildren(...articles.slice(0, most).map(item));
  return articles.length;
}

/** On the first screen: that there is nothing new, or that not all of it could be read, which `again` does. `found`: how many of each town; null where they did not come. */
export function tellNews(found, again) {
  const failed = document.getElementById("actualites-panne");
  const hadFocus = failed.contains(document.activeElement);
  document.getElementById("sans-actualite").hidden = found.some((number) => number !== 0);
  failed.hidden = !found.includes(null);
  failed.querySelector("button").onclick = again;
  if (hadFocus && failed.hidden) document.getElementById("actualites-titre").focus();
}

function item({ title, summary, address, published_on, label }) {
  const shown = fill(clone("news-item"), { title, summary, day: label ?? published_on });
  part(shown, "title").href = webAddress(address);
  part(shown, "day").dateTime = published_on;
  return shown;
}
