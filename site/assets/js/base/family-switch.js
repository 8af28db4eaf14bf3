/** Choosing for which family to act, for a login of several. Asked for where there is a choice. */
import { FAMILY, keyOf } from "./session.js";

export function showFamilies(families, current) {
  const label = document.querySelector("[data-family-switch]");
  const choice = label.querySelector("select");
  label.hidden = false;
  choice.replaceChildren(
    ...families.map(
      (entry) => new Option(`${entry.commune.name} – ${entry.family.name}`, keyOf(entry), false, entry === current),
    ),
  );
  choice.onchange = () => {
    choose(families[choice.selectedIndex]);
    location.reload();
  };
}

/** Act for that family from now on, whatever link led here. */
function choose(entry) {
  localStorage.setItem(FAMILY, keyOf(entry));
  const here = new URL(location.href);
  here.searchParams.delete("famille");
  history.replaceState(history.state, "", here);
}
