/** A strike or a closure: nothing is chosen beforehand; once the day and the services are, it is counted, and done by the button that
 * repeats the number. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, deskScreen, has, town } from "../base/desk.js";
import { clone, fill } from "../base/parts.js";
import { addDays } from "../planning/days.js";
import { post } from "../base/writes.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { showCalledOff } from "./called-off-list.js";
import { forgetKept, keptChildren, showKept } from "./kept-children.js";

const byId = (id) => document.getElementById(id);
const form = byId("fermeture");
const confirm = byId("confirmer");
/** Milliseconds without a change after which the numbers are asked. */
const QUIET = 250;

const CHOOSE = "Choisissez le jour et les services : rien n’est annulé avant que vous ne touchiez le bouton.";
/** Beside the town's services: all of them. No code is as short. */
const ALL = "*";

const checked = (id) => [...byId(id).querySelectorAll("input:checked")].map(({ value }) => value);

const boxes = (rows) =>
  rows.map(({ code, name }) => {
    const box = fill(clone("case"), { name });
    box.querySelector("input").value = code;
    return box;
  });

function asked() {
  const { day, until, classes, reason } = form.elements;
  return {
    day: day.value,
    ...(until.value && until.value !== day.value && { until: until.value }),
    reason: reason.value.trim(),
    services: checked("services").filter((code) => code !== ALL),
    schools: checked("ecoles"),
    classes: classes.value
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
    kept: keptChildren(),
  };
}

let waits;
/** Which question was asked last: an answer to an earlier one is of something else. */
let turn = 0;

/** Without a day, or without a service, nothing is asked and nothing can be done. */
function count() {
  clearTimeout(waits);
  turn++;
  confirm.hidden = true;
  if (!form.elements.day.value || !checked("services").length) {
    byId("nombres").removeAttribute("aria-busy");
    showKept([], count);
    return say([CHOOSE]);
  }
  byId("nombres").setAttribute("aria-busy", "true");
  waits = setTimeout(ask, QUIET);
}

async function ask() {
  const mine = ++turn;
  const what = asked();
  try {
    const found = await post(await deskPath("called-off", "preview"), { ...what, reason: what.reason || "—" });
    if (mine !== turn) return;
    hideTrouble();
    say([...found.sentences, ...found.kitchen]);
    if (found.to_call.length) byId("nombres").append(toCall(found.to_call));
    showKept(found.children_named, count);
    confirm.textContent = found.confirm;
    confirm.hidden = false;
  } catch (problem) {
    if (mine !== turn) return;
    if (problem.status >= 400 && problem.status < 500) say([problem.message]);
    else showTrouble(problem, count);
  } finally {
    if (mine === turn) byId("nombres").removeAttribute("aria-busy");
  }
}

/** Whom no mail reaches: each with the number to call and the file. */
function toCall(families) {
  const list = document.createElement("ul");
  list.setAttribute("aria-label", "À appeler");
  for (const { family, name, phone } of families) {
    const row = document.createElement("li");
    const file = { href: deskScreen("famille", { id: family }), textContent: `Famille ${name}`, className: "target" };
    row.append(Object.assign(document.createElement("a"), file), " ");
    const href = `tel:${phone.split("/")[0].replace(/[^+\d]/g, "")}`;
    const call = { href, textContent: phone, className: "target" };
    row.append(phone ? Object.assign(document.createElement("a"), call) : "sans téléphone");
    list.append(row);
  }
  return list;
}

const say = (sentences) =>
  byId("nombres").replaceChildren(
    ...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );

form.addEventListener("input", ({ target }) => {
  if (target.closest("#services") && target.checked)
    for (const box of byId("services").querySelectorAll("input"))
      if ((box.value === ALL) !== (target.value === ALL)) box.checked = false;
  if (target.name !== "reason" && !target.closest("#minimum")) count();
});

form.addEventListener("submit", (event) => event.preventDefault());
confirm.addEventListener("click", async () => {
  if (confirm.hidden || confirm.getAttribute("aria-busy")) return;
  const { reason } = form.elements;
  const missing = !reason.value.trim();
  reason.setAttribute("aria-invalid", missing);
  byId("reason-error").textContent = missing ? "Dites pourquoi : les familles le liront." : "";
  byId("reason-error").hidden = !missing;
  if (missing) return reason.focus();
  confirm.setAttribute("aria-busy", "true");
  try {
    const what = confirm.textContent.replace(/^Annuler/, "Annulé :");
    await post(await deskPath("called-off"), asked());
    hideTrouble();
    announce(`${what}. Les familles concernées sont prévenues par e-mail.`);
    startAgain([`${what}. Les familles concernées sont prévenues par e-mail.`]);
    await showCalledOff(putBack);
    byId("annule-titre").focus();
  } catch (problem) {
    showTrouble(problem);
  } finally {
    confirm.removeAttribute("aria-busy");
  }
});

/** Nothing is offered until something is chosen again: what was asked is done. */
function startAgain(sentences) {
  form.reset();
  forgetKept();
  count();
  say(sentences);
}

const putBack = (said) => startAgain([said]);

let today;

for (const button of form.querySelectorAll("[data-day]"))
  button.addEventListener("click", () => {
    form.elements.day.value = addDays(today, Number(button.dataset.day));
    form.elements.until.value = "";
    count();
  });

async function start() {
  try {
    const mayWrite = has(await town(), "secretary", "administrator");
    byId("lecture").hidden = mayWrite;
    if (!mayWrite) return;
    const choices = await get(await deskPath("called-off", "choices"));
    today = choices.today;
    byId("services").replaceChildren(...boxes([{ code: ALL, name: "Tous les services" }, ...choices.services]));
    byId("ecoles").replaceChildren(...boxes(choices.schools));
    byId("les-ecoles").hidden = choices.schools.length < 2;
    byId("corps").hidden = false;
    hideTrouble();
    count();
    await showCalledOff(putBack);
  } catch (problem) {
    showTrouble(problem, start);
  }
}

start();
