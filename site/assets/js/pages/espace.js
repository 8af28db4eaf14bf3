/** The first screen of a signed-in parent: what the API says of it, each line with the screen that it leads to. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { whileBusy } from "../base/busy.js";
import { clone, fill, part } from "../base/parts.js";
import { named } from "../base/paths.js";
import { unreachable } from "../base/problem.js";
import { screen } from "../base/screens.js";
import { actingFamily, familyPath, knownMe } from "../base/session.js";
import { countOf, showNews, tellNews } from "../components/news-item.js";
import { keep, kept } from "../planning/planning-cache.js";

const NEWS_SHOWN = 3;
/** The town has ended the parent's access, or whoever is signed in is an agent. */
const NO_FAMILY =
  "Votre compte ne suit aucune famille. Si c’est une erreur, votre mairie peut vous inviter de nouveau.";
/** Where the subject of a line is dealt with. */
const LEADS = { proof: "absences", message: "messages", treasury: "factures", file: "dossier", reglement: "reglement" };
/** The message to all that was read last on this device. */
const READ = "preau.read";

const byId = (id) => document.getElementById(id);

function greet({ account, families, agent_of: towns = [] }) {
  byId("bonjour").textContent = `Bonjour ${account.first_name}`;
  tell("enfants", families.length ? "" : NO_FAMILY);
  byId("agent").hidden = !towns.length;
}

async function start() {
  const known = knownMe();
  if (known) greet(known);
  const family = await actingFamily();
  greet(knownMe());
  if (!family) return byId("now").remove();
  const { families } = knownMe();
  if (families[1] && !named("famille"))
    return (await import("../components/joined-home.js")).joinedHome(
      families,
      { limitOf, lineOf, linesOf, takeBack, tellOld },
      NEWS_SHOWN,
    );
  await read(family);
  // Nobody waits for what follows: what was read is shown first.
  await new Promise(requestAnimationFrame);
  byId("news").hidden = false;
  const readNews = async () => tellNews([await countOf(showNews(byId("actualites"), family, NEWS_SHOWN))], readNews);
  await readNews();
}

function begin() {
  return start().catch((problem) => {
    byId("now").hidden = true;
    tellOld(problem.title ? problem.message : unreachable().message, begin);
  });
}

/** What the API says now; without an answer, what it said last on this device, with its hour. */
async function read(family) {
  const path = familyPath(family, "home");
  try {
    const answer = await get(path);
    show(answer, family);
    tellOld("");
    keep(path, answer);
  } catch (problem) {
    const before = await kept(path);
    if (before) show(before);
    else byId("now").hidden = true;
    tellOld(before ? `Lu le ${before.read_at} : ${problem.message}` : problem.message, () => read(family));
  }
}

function show(answer, family) {
  const { days, limits, sick, undo } = answer;
  const now = clone("home");
  now.id = "now";
  part(now, "days").append(...days.map(({ name, text }) => fill(clone("home-day"), { name, text })));
  part(now, "limits").append(...limits.map(limitOf));
  part(now, "limits").hidden = !limits.length;
  part(now, "sick").hidden = !sick || !family;
  part(now, "sick").firstElementChild.onclick = async () =>
    (await import("../components/sick-sheet.js")).openSick(sick, family, () => read(family));
  if (family) takeBack(undo, part(now, "sick"), family, () => read(family));
  part(now, "lines").append(
    lineOf({ to: "reservations", sentence: "Mes réservations" }),
    ...linesOf(answer).map(lineOf),
  );
  byId("now").replaceWith(now);
}

/** Few declared an absence some minutes ago. */
async function takeBack(offered, ...about) {
  if (offered) (await import("../components/sick-sheet.js")).offerTakeBack(offered, ...about);
}

/** What is said of the town, each with where it leads. */
function linesOf({ owing, is_late, month, lines }) {
  const first = [
    { to: "factures", sentence: owing, isLate: is_late },
    { to: "agenda", at: "#month", sentence: month },
  ];
  const told = lines
    .filter(({ about, id }) => about !== "message" || id !== localStorage.getItem(READ))
    .map(({ about, id, sentence }) => ({ ...leadOf(about, id), sentence }));
  return [...first, ...told].filter(({ sentence }) => sentence);
}

function limitOf({ name, sentence, detail, is_missing, week, lead }) {
  const shown = fill(clone("home-limit"), { sentence, detail, lead });
  shown.setAttribute("aria-label", name);
  shown.classList.toggle("is-missing", is_missing);
  part(shown, "lead").classList.toggle("button-quiet", !is_missing);
  part(shown, "lead").href = screen("reservations", week ? { semaine: week } : {});
  return shown;
}

/** `at`: where on that screen. */
function lineOf({ to, asked = {}, at = "", sentence, isLate = false }) {
  const line = fill(clone("home-line"), { link: sentence });
  line.classList.toggle("is-late", isLate);
  part(line, "link").href = screen(to, asked) + at;
  return line;
}

const leadOf = (about, id) =>
  about === "answer" ? { to: "demandes", asked: { id } } : { to: LEADS[about] ?? "demandes" };

const old = byId("old");
const retry = old.querySelector("button");
let again;

/** What did not come. `readAgain` asks for it again: by the button, or once there is a network. */
function tellOld(text, readAgain) {
  const hadFocus = old.contains(document.activeElement);
  fill(old, { text });
  old.hidden = !text;
  again = readAgain;
  if (text) addEventListener("online", tryAgain, { once: true });
  if (!hadFocus) return;
  if (text) announce(text);
  else byId("bonjour").focus();
}

const tryAgain = () => again && whileBusy(retry, again);

retry.addEventListener("click", tryAgain);

function tell(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = !text;
}

begin();
