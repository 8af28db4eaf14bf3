/** What an act on many dates came to, shown where the screen begins, with the focus on it: what is done, then what is not and why. */
import { clone, fill, part } from "../planning/templates.js";
import { count, shortDay } from "../planning/words.js";

/** Dates under one reason, beyond which the rest is only counted. */
const DATES_SHOWN = 31;

/** `nameOf(refused line)`: "Cantine, Clara". Answers `show({title, text, refused})`; `refused` as the API gives it. */
export function outcome(root, nameOf) {
  root.querySelector("[data-close]").addEventListener("click", () => {
    root.hidden = true;
    document.getElementById("contenu").focus();
  });
  return ({ title, text = null, refused = [], failed = false }) => {
    fill(root, { title, text });
    part(root, "refused").replaceChildren(...reasons(refused, nameOf));
    root.classList.toggle("alert-good", !failed && !refused.length);
    root.classList.toggle("alert-warn", !failed && refused.length > 0);
    root.classList.toggle("alert-bad", failed);
    root.hidden = false;
    root.focus();
  };
}

/** One paragraph a reason, then for whom and when. */
function reasons(refused, nameOf) {
  const bySentence = new Map();
  for (const line of refused) {
    const byName = bySentence.get(line.sentence) ?? bySentence.set(line.sentence, new Map()).get(line.sentence);
    byName.set(nameOf(line), [...(byName.get(nameOf(line)) ?? []), line.date]);
  }
  return [...bySentence].map(([sentence, byName]) => {
    const element = fill(clone("outcome-reason"), { sentence });
    element.querySelector("ul").append(...[...byName].map(([name, dates]) => item(`${name} : ${listed(dates)}`)));
    return element;
  });
}

function listed(dates) {
  const shown = dates.slice(0, DATES_SHOWN).map(shortDay).join(", ");
  const more = dates.length - DATES_SHOWN;
  return more > 0 ? `${shown} et ${count(more, "autre date", "autres dates")}` : shown;
}

function item(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}
