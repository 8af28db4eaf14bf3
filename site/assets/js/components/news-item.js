/** The news of the family's commune, from the file that is published with its pages. */
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";
import { clone, fill, part } from "../base/parts.js";
import { pagePath } from "../base/paths.js";

const DAY = new Intl.DateTimeFormat("fr-FR", { dateStyle: "full" });

/** Write the `most` latest pieces of news in `list`; answers how many there were. Throws Problem. */
export async function showNews(list, commune, most = Infinity) {
  const { articles } = await get(pagePath(commune.id, "actualites", "index.json"));
  list.replaceChildren(...articles.slice(0, most).map(item));
  return articles.length;
}

function item({ title, summary, address, published_on }) {
  const day = new Date(`${published_on}T12:00`);
  const shown = fill(clone("news-item"), { title, summary, day: capitalised(DAY.format(day)) });
  part(shown, "title").href = webAddress(address);
  part(shown, "day").dateTime = published_on;
  return shown;
}

const capitalised = (text) => text[0].toUpperCase() + text.slice(1);
