/** A child whom the minimum service keeps besides, found by name: what that changes is said, then done. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { whileBusy } from "../base/busy.js";
import { deskPath } from "../base/desk.js";
import { clone, fill, part } from "../base/parts.js";
import { post } from "../base/writes.js";
import { longDay } from "../base/days-and-hours.js";

const WAIT_MS = 250;

/** `act`: a line of what is called off. `done`: what follows once the child is kept. */
export function keepBesides(act, done) {
  const box = clone("garder");
  const [search, service] = [part(box, "search"), part(box, "service")];
  const days = act.days.map((day, number) => ({ day, entry: act.entries[number] }));
  service.replaceChildren(
    ...days.flatMap(({ day, entry }) =>
      act.services.map(({ code, name }) =>
        Object.assign(document.createElement("option"), {
          value: JSON.stringify({ ...entry, service: code }),
          textContent: days.length > 1 ? `${name}, ${longDay(day)}` : name,
        }),
      ),
    ),
  );
  part(box, "of").hidden = service.options.length < 2;
  let timer;
  let asked = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = ++asked;
    part(box, "effect").replaceChildren();
    const sought = search.value.trim();
    if (sought.length < 2) return part(box, "found").replaceChildren();
    timer = setTimeout(async () => {
      try {
        const { children } = await get(await deskPath("children"), { search: sought });
        if (mine === asked) list(box, children, done);
      } catch (problem) {
        say(box, problem.message);
      }
    }, WAIT_MS);
  });
  service.addEventListener("change", () => part(box, "effect").replaceChildren());
  return box;
}

function list(box, children, done) {
  part(box, "found").replaceChildren(
    ...children.map((child) => {
      const name = `${child.first_name} ${child.last_name}`;
      const row = fill(clone("enfant"), {
        name,
        level: [child.school_class, child.school_name].filter(Boolean).join(", "),
      });
      part(row, "name").addEventListener("click", () => ask(box, child.child, name, done));
      return row;
    }),
  );
  if (!children.length) say(box, "Aucun enfant de ce nom dans la commune.");
}

async function ask(box, child, name, done) {
  const { month, id, service } = JSON.parse(part(box, "service").value);
  const path = await deskPath("called-off", month, id, "kept");
  const named = { act: "keep", child, service };
  try {
    const { possible, over, summary } = await post(path, { ...named, dry: true });
    say(box, summary);
    if (!possible) return;
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button",
      textContent: `Garder ${name}`,
    });
    button.addEventListener("click", () =>
      whileBusy(button, async () => {
        try {
          await post(path, { ...named, over: over.map(({ code }) => code) });
          announce(`${name} est sur la liste. Sa famille est prévenue par e-mail.`);
          await done();
        } catch (problem) {
          say(box, problem.message);
        }
      }),
    );
    part(box, "effect").append(button);
  } catch (problem) {
    say(box, problem.message);
  }
}

function say(box, text) {
  part(box, "effect").replaceChildren(Object.assign(document.createElement("p"), { textContent: text }));
}
