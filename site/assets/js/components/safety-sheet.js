/**
 * What keeps a child safe, to be read at once by who is on the telephone: who may not fetch the child, who may, whom to call, then the rest.
 * *Modifier* turns it into its form (safety-form.js); Escape and *Annuler* give the sheet back.
 */
import { announce } from "../base/announce.js";
import { clone, fill, part } from "../base/parts.js";
import { takeTurn } from "./file-form.js";
import { leaveWith } from "./leaving.js";
import { once } from "./once.js";

const NUMBER = /\+?\d[\d\s.-]{7,}\d/g;

export function openSafety({ of, button, town, done }) {
  const place = button.closest(".file-item");
  const section = place.closest(".file-section");
  const sheet = sheetOf(of);
  const closeSheet = stand(sheet, place);
  const leave = () => {
    closeSheet();
    button.focus();
  };
  leaveWith(sheet, leave, "close");
  part(sheet, "change").addEventListener("click", ({ currentTarget: change }) =>
    once(change, async () => {
      const { changeSafety } = await import("./safety-form.js");
      await changeSafety({ of, town, shown, saved });
    }),
  );

  function shown(form) {
    const closeForm = stand(form, place);
    const back = () => {
      closeForm();
      part(openSafety({ of, button, town, done }), "change").focus();
    };
    leaveWith(form, back);
  }

  async function saved() {
    const { children } = await done();
    const now = children.findIndex(({ id }) => id === of.id);
    const again = section.querySelectorAll(".file-item")[now].querySelector("[name=openSafety]");
    openSafety({ of: children[now], button: again, town, done });
    announce("La fiche est enregistrée.");
  }

  part(sheet, "title").focus();
  return sheet;
}

/** In the place of the child, whose line comes back when it closes. */
function stand(made, place) {
  const close = takeTurn(() => {
    made.remove();
    place.hidden = false;
  });
  place.before(made);
  place.hidden = true;
  return close;
}

function sheetOf({ first_name: first, last_name: last, sheet: said }) {
  const made = fill(clone("fiche"), { title: `Fiche de sécurité de ${first} ${last}`, empty: said.empty });
  const away = part(made, "away");
  away.hidden = !said.kept_away.length;
  away.append(listOf(said.kept_away));
  part(made, "facts").append(
    ...[
      ...(away.hidden ? [["Qui ne doit pas venir le chercher", [], "Aucune interdiction"]] : []),
      ["Peuvent venir chercher l’enfant", said.may_fetch],
      ["À appeler", said.to_call],
    ].map(([label, people, none = "Personne"]) => factOf(label, people.length ? listOf(people) : none)),
    ...said.facts.map(({ label, value }) => factOf(label, value)),
  );
  return made;
}

function factOf(label, told) {
  const made = fill(clone("fait"), { label, value: "", more: "" });
  part(made, "value").replaceWith(told);
  return made;
}

function listOf(people) {
  const list = Object.assign(document.createElement("ul"), { className: "file-lines" });
  list.append(...people.map(personOf));
  return list;
}

function personOf({ name, more, phone }) {
  const line = clone("ligne");
  const bold = Object.assign(document.createElement("strong"), { textContent: name });
  part(line, "text").append(bold, more && ` (${more})`, phone && " ", ...(phone ? callsOf(phone) : []));
  return line;
}

/** What was written may hold two numbers, and words: each number is called with one press. */
function callsOf(phone) {
  const numbers = phone.match(NUMBER) ?? [];
  if (!numbers.length) return [phone];
  return numbers.flatMap((number) => [
    Object.assign(document.createElement("a"), {
      className: "target",
      href: `tel:${number.replace(/[^\d+]/g, "")}`,
      textContent: number.trim(),
    }),
    " ",
  ]);
}
