/** What is called off from today on, each with whom to call and how to put it back. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";
import { longDay } from "../planning/words.js";

const byId = (id) => document.getElementById(id);
/** Months from this one on in which something may be called off: two months ahead at most. */
const MONTHS = 3;

/** `done`: what is counted again once something is put back. */
export async function showCalledOff(today, done) {
  const path = await deskPath("called-off");
  const months = Array.from({ length: MONTHS }, (_, number) => monthAfter(today, number));
  const answers = await Promise.all(months.map((month) => get(path, { month })));
  const coming = answers.flatMap(({ called_off: entries }) => entries).filter(({ day }) => day >= today);
  const acts = Object.values(grouped(coming));
  const again = async () => {
    await showCalledOff(today, done);
    done();
  };
  byId("annule").replaceChildren(...acts.map((entries) => line(entries, again)));
  byId("rien").hidden = acts.length > 0;
}

function monthAfter(day, number) {
  const month = new Date(`${day.slice(0, 7)}-15T12:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() + number);
  return month.toISOString().slice(0, 7);
}

const sameAct = ({ reason, services, schools, classes, kept }) =>
  JSON.stringify([reason, services, schools, classes, kept]);

function grouped(entries) {
  const found = {};
  for (const entry of entries) (found[sameAct(entry)] ??= []).push(entry);
  return found;
}

function line(entries, again) {
  const [first, ...others] = entries;
  const row = fill(clone("ligne"), {
    sentence: first.sentence,
    why: [`(${first.reason})`, ...others.map(({ day }) => `et ${longDay(day)}`)].join(" "),
  });
  const named = { act: "put_back", entries: entries.map(({ id, day }) => ({ month: day.slice(0, 7), id })) };
  const on = (act, does) => row.querySelector(`[data-act=${act}]`).addEventListener("click", does);
  on("back", (event) => busy(event.currentTarget, () => askBack(row, named, again)));
  on("call", (event) => busy(event.currentTarget, () => showSilent(row, entries)));
  return row;
}

async function busy(button, does) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  try {
    await does();
  } catch ({ message }) {
    announce(message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

async function askBack(row, named, again) {
  const { sentences, confirm: words } = await post(await deskPath("called-off", "put-back", "preview"), named);
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button",
    textContent: words,
  });
  button.addEventListener("click", () =>
    busy(button, async () => {
      await post(await deskPath("called-off", "put-back"), named);
      announce("C’est remis. Les familles sont prévenues par e-mail.");
      await again();
      byId("annule-titre").focus();
    }),
  );
  const keep = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: "Ne pas remettre",
  });
  keep.addEventListener("click", () => {
    part(row, "more").hidden = true;
    row.querySelector("[data-act=back]").focus();
  });
  const acts = Object.assign(document.createElement("p"), { className: "actions" });
  acts.append(button, keep);
  more(row, sentences, acts);
  // A second press of the same key must not send the mails.
  part(row, "more").tabIndex = -1;
  part(row, "more").focus();
}

async function showSilent(row, entries) {
  const path = await deskPath("called-off", "families");
  const pages = await Promise.all(entries.map(({ day }) => get(path, { date: day })));
  const silent = new Map();
  for (const { families } of pages)
    for (const one of families)
      if (!one.mailed) silent.set(one.family, `${one.name} : ${one.phone || "sans téléphone"}`);
  more(row, silent.size ? [...silent.values()] : ["Personne : un e-mail atteint chaque famille."]);
}

function more(row, sentences, ...after) {
  const place = part(row, "more");
  place.replaceChildren(
    ...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
    ...after,
  );
  place.hidden = false;
}
