/** What is called off from today on, each with whom to call and how to put it back. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath, has, town } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";
import { once } from "../components/once.js";

const byId = (id) => document.getElementById(id);

/** `done(said)`: what follows once something is put back, and the sentence that says what. */
export async function showCalledOff(done) {
  const [{ called_off: acts }, mayKeep] = await Promise.all([
    get(await deskPath("called-off", "coming")),
    town().then((mine) => has(mine, "secretary")),
  ]);
  const again = async (said) => {
    await showCalledOff(done);
    done(said);
  };
  const refresh = async () => {
    await showCalledOff(done);
    byId("annule-titre").focus();
  };
  byId("annule").replaceChildren(...acts.map((act) => line(act, { again, refresh, mayKeep })));
  byId("rien").hidden = acts.length > 0;
}

function line(act, { again, refresh, mayKeep }) {
  const { days, sentence, reason, numbers, kitchen } = act;
  const row = fill(clone("ligne"), { sentence, why: `(${reason})`, numbers });
  const told = part(row, "kitchen");
  told.hidden = !kitchen.length;
  told.append(...kitchen.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  const on = (name, does) => row.querySelector(`[data-act=${name}]`).addEventListener("click", does);
  on("back", (event) => once(event.currentTarget, () => askBack(row, act, again)));
  row.querySelector("[data-act=keep]").hidden = !mayKeep;
  on("keep", (event) =>
    once(event.currentTarget, async () => {
      const { keepBesides } = await import("./keep-besides.js");
      more(row, [], keepBesides(act, refresh));
      part(row, "more").querySelector("input").focus();
    }),
  );
  on("call", (event) => once(event.currentTarget, () => showSilent(row, days)));
  return row;
}

async function askBack(row, { entries, sentence }, again) {
  const named = { act: "put_back", entries };
  const { sentences, kitchen, confirm: words } = await post(await deskPath("called-off", "put-back", "preview"), named);
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button",
    textContent: words,
  });
  button.addEventListener("click", () =>
    once(button, async () => {
      await post(await deskPath("called-off", "put-back"), named);
      const said = `C’est remis : ${sentence}. Les familles concernées sont prévenues par e-mail.`;
      announce(said);
      await again(said);
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
  more(row, [...sentences, ...kitchen], acts);
  // A second press of the same key must not send the mails.
  part(row, "more").tabIndex = -1;
  part(row, "more").focus();
}

async function showSilent(row, days) {
  const path = await deskPath("called-off", "families");
  const pages = await Promise.all(days.map((date) => get(path, { date })));
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
