/** Mes actualités. */
import { actingFamily } from "../base/session.js";
import { showNews } from "../components/news-item.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";

const byId = (id) => document.getElementById(id);

async function read() {
  hideTrouble();
  try {
    const family = await actingFamily();
    if (!family) {
      byId("rien").hidden = false;
      return;
    }
    byId("commune").textContent = `${family.commune.name} vous informe.`;
    byId("commune").hidden = false;
    byId("rien").hidden = (await showNews(byId("actualites"), family)) > 0;
  } catch (problem) {
    showTrouble(problem, read);
  }
}

read();
