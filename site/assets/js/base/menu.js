/** The menu of the header where the browser knows no popovers: its button opens and folds it. */

export function foldMenu() {
  const button = document.querySelector(".menu-button");
  const show = (open) => button.setAttribute("aria-expanded", open);
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  show(false);
  button.setAttribute("aria-controls", "menu");
  button.addEventListener("click", () => show(!isOpen()));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !isOpen()) return;
    show(false);
    button.focus();
  });
}
