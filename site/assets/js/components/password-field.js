/** « Afficher » and « Masquer » beside each password of the page. */

export function passwordFields(root = document) {
  for (const button of root.querySelectorAll("[data-shows]")) {
    const input = document.getElementById(button.dataset.shows);
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.firstElementChild.textContent = shown ? "Masquer" : "Afficher";
    };
    button.addEventListener("click", () => show(input.type === "password"));
    // Password managers and browsers only keep what is sent from a password field.
    input.form.addEventListener("submit", () => show(false), { capture: true });
  }
}
