/** What the town hall's screens say to who is no agent of the town. */
import { deskScreen } from "./desk.js";
import { screen } from "./screens.js";

/** In place of the screen: who is signed in is no agent, or not of that town. */
export function showStranger({ agent_of: towns, families }) {
  const place = document.querySelector("#contenu > .wrap");
  const title = made("h1", { textContent: "Cet écran est celui de la mairie", tabIndex: -1 });
  const text = made("p", {
    className: "alert alert-warn",
    textContent: towns.length
      ? "Vous n’êtes pas agent de la commune que cette adresse nomme, ou ne l’êtes plus."
      : "Votre compte n’est pas celui d’un agent, ou ne l’est plus. La mairie peut vous nommer.",
  });
  const ways = made("ul", { className: "plain" });
  for (const { commune } of towns)
    ways.append(wayTo(deskScreen("", { commune: commune.id }), `Mairie – ${commune.name}`));
  if (families.length) ways.append(wayTo(screen(""), "Mon espace famille"));
  for (const shown of place.children) shown.hidden = true;
  document.title = title.textContent;
  place.prepend(title, text, ways);
  title.focus();
}

function wayTo(href, textContent) {
  const item = made("li", {});
  item.append(made("a", { className: "target", href, textContent }));
  return item;
}

const made = (name, properties) => Object.assign(document.createElement(name), properties);
