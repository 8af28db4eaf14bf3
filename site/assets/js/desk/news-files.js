/** The picture and the documents of an article: sent as soon as they are chosen, named by the article once it is saved. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { deskPath } from "../base/desk.js";
import { smallerPicture } from "../base/pictures.js";
import { refuse } from "../components/form.js";
import { documentName, documentRow, sendTownFile } from "./town-files.js";

/** A column is 672 px wide; twice that is sharp on any screen. */
const LONGEST_SIDE = 1344;
const QUALITY = 0.78;
const MOST_FILES = 5;

const byId = (id) => document.getElementById(id);
const form = byId("formulaire");

/** Name of the picture, or null; `[{file, name}]`. */
let picture = null;
let documents = [];

/** What the API takes. */
export const attached = () => ({
  image: picture && { file: picture, description: form.elements.description.value },
  files: documents,
});

export function showAttached({ image = null, files = [] }) {
  picture = image?.file ?? null;
  documents = files;
  form.elements.description.value = image?.description ?? "";
  show();
}

/** Its address as data, to be seen before it is on a page; undefined where it cannot be had. */
export async function pictureData() {
  if (!picture) return undefined;
  known[picture] ??= get(await deskPath("news", "files", picture)).then(
    ({ url }) => url,
    () => void delete known[picture], // asked for again by the next preview
  );
  return known[picture];
}
const known = {};

function show() {
  const wants = Boolean(picture);
  byId("image-choisie").hidden = !wants;
  byId("description").required = wants;
  byId("documents").replaceChildren(...documents.map(rowOf));
}

const rowOf = (each) =>
  documentRow(each, () => {
    documents = documents.filter((other) => other !== each);
    changed();
  });

/** The preview and what is kept on the device follow. */
function changed() {
  show();
  form.dispatchEvent(new Event("input"));
}

async function sent(file) {
  return sendTownFile(new Blob([await smallerPicture(file, LONGEST_SIDE, QUALITY)]));
}

function onChoice(input, take) {
  input.addEventListener("change", async () => {
    input.setAttribute("aria-busy", "true");
    try {
      await take([...input.files]);
      changed();
    } catch (problem) {
      refuse(form, problem, input);
    } finally {
      input.value = "";
      input.removeAttribute("aria-busy");
    }
  });
}

onChoice(byId("image"), async ([file]) => {
  if (!file) return;
  picture = await sent(file);
  announce("L’image est ajoutée : décrivez-la.");
  byId("image-choisie").hidden = false;
  byId("description").focus();
});

onChoice(byId("files"), async (files) => {
  for (const file of files.slice(0, MOST_FILES - documents.length)) {
    // One after the other: a phone sends no faster, and the order stays.
    documents = [...documents, { file: await sent(file), name: documentName(file) }];
  }
  announce("Les documents sont ajoutés.");
});

byId("sans-image").addEventListener("click", () => {
  picture = null;
  changed();
  byId("image").focus();
});
