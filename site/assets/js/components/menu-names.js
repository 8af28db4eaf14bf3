/** What the town calls its menus, and how many children have each: templates/pages/mairie/menus.html. One that is given up stays with who has it. */
import { announce } from "../base/announce.js";
import { get } from "../base/api.js";
import { clone, fill, part } from "../base/parts.js";
import { put } from "../base/writes.js";
import { onSubmit } from "./form.js";

/** `path(...)`: an address below the town's. */
export async function menuNames(section, path) {
  const list = section.querySelector("ul");
  const form = section.querySelector("form");
  let names = [];
  /** Menu → the children who have it. */
  const eaters = new Map();

  const save = async (wanted, said) => {
    ({ names } = await put(await path("menu-names"), { names: wanted }));
    announce(said);
    show();
  };

  function show() {
    const givenUp = [...eaters.keys()].filter((name) => !names.includes(name));
    list.replaceChildren(...[...names, ...givenUp].map(row));
    list.hidden = !list.children.length;
  }

  function row(name) {
    const count = eaters.get(name)?.size ?? 0;
    const isOffered = names.includes(name);
    const children = count ? `${count} enfant${count > 1 ? "s" : ""}` : "aucun enfant";
    const made = fill(clone("nom-de-menu"), {
      name,
      whom: name,
      count: isOffered ? children : `retiré, encore pour ${children}`,
    });
    const button = part(made, "remove");
    button.hidden = !isOffered;
    button.addEventListener("click", async () => {
      const index = names.indexOf(name);
      const kept = count ? ` Il reste dans la fiche de ${children}.` : "";
      await save(
        names.filter((one) => one !== name),
        `« ${name} » n’est plus proposé.${kept}`,
      ).catch(({ message }) => announce(message));
      (list.querySelectorAll("button:not([hidden])")[Math.max(index - 1, 0)] ?? form.elements.names).focus();
    });
    return made;
  }

  onSubmit(form, async (asked) => {
    const name = asked.get("names").trim();
    await save([...names, name], `« ${name} » est proposé.`);
    form.reset();
    form.elements.names.focus();
  });

  ({ names } = await get(await path("menu-names")));
  section.hidden = false;
  for (let after = ""; after !== null;) {
    const page = await get(await path("menu-names", "children"), after ? { after } : {});
    for (const { name, children } of page.menus) eaters.set(name, new Set([...(eaters.get(name) ?? []), ...children]));
    after = page.next;
  }
  show();
}
