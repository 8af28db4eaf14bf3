/** What each service would cost a family, from the very function that prices its bookings. Nothing asked here is kept. */
import { money } from "../base/french.js";
import { clone, fill } from "../base/parts.js";
import { apiPath } from "../base/paths.js";

const NOT_A_NUMBER = "Une réponse n’est pas un nombre. Corrigez-la, puis recommencez.";
const UNREACHABLE = "Le service ne répond pas. Vérifiez votre connexion à Internet, puis réessayez.";
const NUMBERS = ["qf", "age"];
let latest = 0;

/** Ask the API and show its answer. The last question asked is the one that is answered, whatever comes back first. */
export async function simulate(form) {
  const asking = ++latest;
  const trouble = document.getElementById("prix-panne");
  trouble.hidden = true;
  form.setAttribute("aria-busy", "true");
  try {
    const prices = await ask(form.dataset.commune, question(form));
    if (asking === latest) show(prices);
  } catch ({ message }) {
    if (asking !== latest) return;
    document.getElementById("prix").hidden = true;
    trouble.textContent = message;
    trouble.hidden = false;
    trouble.focus();
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** A field left empty is not asked about; a comma is as good as a point, and « 1 250 » is a number. */
function question(form) {
  const answers = [...new FormData(form)].map(([name, value]) => [
    name,
    NUMBERS.includes(name) ? number(value) : value.trim(),
  ]);
  if (answers.some(([name, value]) => NUMBERS.includes(name) && !(value >= 0))) throw new Error(NOT_A_NUMBER);
  return new URLSearchParams(answers.filter(([, value]) => value));
}

const number = (text) => text.replace(/\s/g, "").replace(",", ".");

async function ask(commune, search) {
  const response = await fetch(`${apiPath("communes", commune, "prices")}?${search}`, {
    headers: { Accept: "application/json" },
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.ok && answer) return answer.prices;
  if (response?.status === 422) throw new Error(NOT_A_NUMBER);
  throw new Error(answer?.detail ?? UNREACHABLE);
}

function show(prices) {
  const section = document.getElementById("prix");
  section.querySelector("ul").replaceChildren(...prices.map(item));
  section.hidden = false;
  document.getElementById("prix-titre").focus();
}

const item = ({ name, price_cents, reason }) =>
  fill(clone("prix-service"), { name, price: price_cents === null ? "" : money(price_cents), reason });
