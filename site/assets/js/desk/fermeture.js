/** A strike or a closure: counted while it is chosen, done by the button that repeats the number, put back as easily. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, has, town } from "../base/desk.js";
import { clone, fill } from "../base/parts.js";
import { post } from "../base/writes.js";
import { hideTrouble, showTrouble } from "../components/trouble.js";
import { showCalledOff } from "./called-off-list.js";
import { keptChildren, showKept } from "./kept-children.js";

const byId = (id) => document.getElementById(id);
const form = byId("fermeture");
const confirm = byId("confirmer");
/** Milliseconds without a change after which the numbers are asked. */
const QUIET = 250;

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
    services: checked("services"),
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

function count() {
  clearTimeout(waits);
  confirm.hidden = true;
  byId("nombres").setAttribute("aria-busy", "true");
  waits = setTimeout(ask, QUIET);
}

async function ask() {
  const mine = ++turn;
  const what = asked();
  try {
    if (!what.day) return;
    const found = await post(await deskPath("called-off", "preview"), { ...what, reason: what.reason || "—" });
    if (mine !== turn) return;
    hideTrouble();
    say(found.sentences);
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

const say = (sentences) =>
  byId("nombres").replaceChildren(
    ...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );

form.addEventListener("input", ({ target }) => {
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
    await post(await deskPath("called-off"), asked());
    hideTrouble();
    announce("C’est annulé. Les familles sont prévenues par e-mail.");
    // Nothing is offered until something else is chosen: what was asked is done.
    turn++;
    confirm.hidden = true;
    say(["C’est fait : les familles sont prévenues par e-mail."]);
    await showCalledOff(today, count);
    byId("annule-titre").focus();
  } catch (problem) {
    showTrouble(problem);
  } finally {
    confirm.removeAttribute("aria-busy");
  }
});

let today;

async function start() {
  try {
    const mayWrite = has(await town(), "secretary", "administrator");
    byId("lecture").hidden = mayWrite;
    if (!mayWrite) return;
    const choices = await get(await deskPath("called-off", "choices"));
    today = choices.today;
    form.elements.day.value ||= today;
    byId("services").replaceChildren(...boxes(choices.services));
    byId("ecoles").replaceChildren(...boxes(choices.schools));
    byId("les-ecoles").hidden = choices.schools.length < 2;
    byId("corps").hidden = false;
    hideTrouble();
    count();
    await showCalledOff(today, count);
  } catch (problem) {
    showTrouble(problem, start);
  }
}

start();
