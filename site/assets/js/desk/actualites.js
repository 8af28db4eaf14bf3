/** Actualités of the town hall: the list, or one article to write. */
import { named } from "../base/paths.js";
import { town } from "../base/desk.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

/** `?article=` of an article that is not there yet. */
const NEW = "nouvelle";

async function start() {
  try {
    await town();
    const article = named("article");
    if (article) {
      const { openArticle } = await import("./news-form.js");
      await openArticle(article === NEW ? null : article);
    } else {
      const { showList } = await import("./news-list.js");
      await showList();
    }
    hideTrouble();
  } catch (problem) {
    showTrouble(problem, start);
  }
}

start();
