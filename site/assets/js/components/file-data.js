/** The whole of a family's file: what was done to it, its data handed over, its union with another, its end. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { webAddress } from "../base/outside.js";
import { part } from "../base/parts.js";
import { post } from "../base/writes.js";
import { ask, atOnce } from "./file-ask.js";
import { once } from "./once.js";

export const showHistory = (shown) => showLines(shown, "history");

export const showReaders = (shown) => showLines(shown, "readers");

async function showLines({ button, path }, which) {
  const section = button.closest(".file-section");
  const show = async () => {
    const { lines, more, next } = await get(await path(which));
    const list = Object.assign(document.createElement("ul"), { className: "file-lines" });
    list.append(
      ...lines.map(({ when, sentence }) =>
        Object.assign(document.createElement("li"), { textContent: `${when} : ${sentence}` }),
      ),
    );
    const older = Object.assign(document.createElement("p"), {
      className: "soft",
      textContent: "Ce qui est plus ancien est dans les données que la famille peut demander.",
    });
    part(section, "body").replaceChildren(list, ...(more || next ? [older] : []));
    for (const one of button.parentElement.querySelectorAll("button")) one.hidden = one === button;
    section.querySelector("h2").focus();
  };
  await once(button, show);
}

export const exportData = ({ button, path }) =>
  once(button, async () => {
    const { url } = await post(await path("export"), { act: "export" });
    location.assign(webAddress(url));
  });

/** It was decided when it began: there is nothing to choose. */
export const finishMerge = ({ of, button, path, done }) =>
  atOnce({
    button,
    done: async () => {
      await done();
      document.getElementById("famille").focus();
    },
    words: "La réunion est terminée.",
    act: async () => post(await path("merge"), { other: of.other, finish: true }),
  });

const REASONS = [
  ["asked", "La famille l’a demandé"],
  ["left", "Elle a quitté la commune"],
  ["mistake", "Créée par erreur, ou en double"],
];

export async function eraseFamily({ of, button, path }) {
  const address = await path("erasure");
  const body = button.closest(".file-section");
  let said;
  try {
    said = await post(address, { act: "preview" });
  } catch (problem) {
    announce(problem.message);
    return;
  }
  const { obstacles, goes, stays } = said;
  if (obstacles.length) {
    part(body, "body").replaceChildren(
      ...["Avant d’effacer cette famille :", ...obstacles].map((text) =>
        Object.assign(document.createElement("p"), { textContent: text }),
      ),
    );
    return;
  }
  ask({
    button,
    done: () => location.reload(),
    sentences: ["Cela ne se défait pas.", `Sont effacés : ${goes.join(" ; ")}.`, `Restent : ${stays.join(" ; ")}.`],
    fields: [
      ["confirm", `Recopiez le nom de la famille : ${of.name}`, { required: true }],
      ["reason", "Pourquoi", { options: REASONS }],
    ],
    words: `Effacer la famille ${of.name}`,
    danger: true,
    act: async ({ confirm, reason }) => {
      await post(address, { act: "erase", confirm, reason });
      return "La famille est effacée.";
    },
  });
}
