/** Voir comme la famille: its week and its invoices, read only. */
import { get } from "../base/api.js";
import { deskPath, deskScreen, town } from "../base/desk.js";
import { money } from "../base/french.js";
import { clone, fill, part } from "../base/parts.js";
import { named, nowhere } from "../base/paths.js";
import { showTrouble } from "../components/trouble.js";
import { askedWeek } from "./asked-week.js";
import { FamilyView } from "./family-view.js";

const byId = (id) => document.getElementById(id);
const id = named("id");
const path = async (...more) => deskPath("files", id, ...more);
const store = new FamilyView(path);
let showWeek;
const week = askedWeek(store, "vue", { id });
let child = null;

function show() {
  if (store.planning) byId("famille").textContent = `Comme la famille ${store.family}`;
  showWeek?.(week.monday(), child);
}

function showInvoices({ to_pay: owed, paid }) {
  const all = [...owed, ...paid];
  const list = byId("factures");
  part(list, "none").hidden = all.length > 0;
  part(list, "list").replaceChildren(
    ...all.map(({ title, sentence, number, total_cents: cents }) =>
      fill(clone("facture-vue"), { title, sentence, number: `n°\u00a0${number}`, amount: money(cents) }),
    ),
  );
  list.hidden = false;
}

async function start() {
  try {
    if (!id) throw nowhere();
    await town();
    byId("dossier").href = deskScreen("famille", { id });
    const view = import("./week-seen.js");
    await week.read();
    const pick = (picked) => {
      child = picked;
      show();
    };
    showWeek ??= (await view).weekSeen(store, { go: week.go, pick });
    show();
    showInvoices(await get(await path("invoices")));
    (await import("./requests-seen.js")).showRequests(byId("demandes"), id);
  } catch (problem) {
    showTrouble(problem, start);
  }
}

store.addEventListener("change", show);
start();
