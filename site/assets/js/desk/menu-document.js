/** The document of the week's menu: given, looked at, shown to families for the weeks that one chooses, withdrawn and put back. */
import { announce } from "../base/announce.js";
import { webAddress } from "../base/outside.js";
import { clone, fill, part } from "../base/parts.js";
import { post, put } from "../base/writes.js";
import { onSubmit, refuse } from "../components/form.js";
import { once } from "../components/once.js";
import { documentName, sendTownFile } from "./town-files.js";

const byId = (id) => document.getElementById(id);

/** `path(...more)`: of the document of the week; `reload()`: the week is read again; `take(days)`: what was read goes in the fields. */
export function menuDocument({ path, reload, take }) {
  /** What was sent and is not shown yet: `{file, name, weeks}`. */
  let given;
  /** What families read: as the week tells it. */
  let shown;

  function show(current) {
    shown = current;
    byId("affiche").hidden = !shown;
    byId("pdf-titre").textContent = shown ? "Le remplacer par un autre PDF" : "Donner un PDF";
    if (!shown) return;
    fill(byId("affiche"), { link: `${shown.name} (PDF)`, sentence: shown.sentence });
    part(byId("affiche"), "link").href = webAddress(shown.url);
    byId("reprendre").hidden = !shown.days.length;
  }

  byId("pdf").addEventListener("change", async ({ target: input }) => {
    const [file] = input.files;
    if (!file) return;
    input.setAttribute("aria-busy", "true");
    try {
      const sent = await sendTownFile(file);
      const said = await post(await path("reading"), { file: sent });
      given = { file: sent, name: documentName(file), weeks: said.weeks };
      look(said);
    } catch (problem) {
      refuse(byId("donner"), problem, input);
    } finally {
      input.value = "";
      input.removeAttribute("aria-busy");
    }
  });

  function look({ weeks, unread, sentence }) {
    byId("dit").textContent = sentence;
    byId("semaines").replaceChildren(...weeks.map(weekRow));
    byId("semaines").nextElementSibling.id = `semaine-${weeks[0].week}-error`;
    const [summary, list] = byId("laisses").children;
    summary.textContent = `Ce qui n’a été placé sur aucun jour (${unread.length})`;
    list.replaceChildren(...unread.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    byId("laisses").hidden = !unread.length;
    byId("retire").hidden = true;
    byId("montrer").hidden = false;
    byId("dit").focus();
  }

  const close = () => {
    given = undefined;
    byId("montrer").hidden = true;
  };

  onSubmit(
    byId("montrer"),
    async (chosen) => {
      const wanted = new Set(chosen.getAll("week"));
      const weeks = given.weeks.filter(({ week }) => wanted.has(week));
      const { file, name } = given;
      const asked = weeks.map(({ week, seen, days }) => ({ week, seen, days }));
      const { sentence } = await put(await path(), { file, name, weeks: asked });
      close();
      await reload();
      announce(sentence);
      byId("document-titre").focus();
    },
    {
      rules: () => {
        const boxes = [...byId("semaines").querySelectorAll("input")];
        return boxes.some(({ checked }) => checked) ? [] : [[boxes[0], "Choisissez au moins une semaine."]];
      },
    },
  );

  byId("renoncer").addEventListener("click", () => {
    close();
    byId("pdf").focus();
  });
  byId("reprendre").addEventListener("click", () => take(shown.days));

  const turn = (act, button) => {
    const done = async () => {
      const file = shown?.file ?? byId("retire").dataset.file;
      const { sentence } = await post(await path(), { act, file });
      await reload();
      const isOut = act === "withdraw";
      fill(byId("retire"), { said: isOut ? sentence : "" });
      byId("retire").dataset.file = file;
      byId("retire").hidden = !isOut;
      announce(sentence);
      byId(isOut ? "retire" : "document-titre").focus();
    };
    return once(button, done, (problem) => refuse(byId("donner"), problem));
  };
  byId("retirer").addEventListener("click", ({ target }) => turn("withdraw", target));
  byId("remettre").addEventListener("click", ({ target }) => turn("put_back", target));
  // A file that was chosen before anything heard it would never leave.
  byId("donner").hidden = false;

  return show;
}

function weekRow({ week, title, chosen, instead_of: before, days }) {
  const read = days.length ? `${days.length} jour${days.length > 1 ? "s" : ""} lu${days.length > 1 ? "s" : ""}` : "";
  const row = fill(clone("semaine-du-document"), {
    title,
    more: [read, before && `remplace « ${before} »`].filter(Boolean).join(", "),
  });
  const box = row.querySelector("input");
  box.value = week;
  box.checked = chosen;
  box.id = `semaine-${week}`;
  return row;
}
