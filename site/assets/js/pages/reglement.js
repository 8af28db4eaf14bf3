/** Délais et tarifs: the price simulator, asked for at the first use of its form. */
const form = document.getElementById("simulateur");

if (form) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { simulate } = await import("../components/price-simulator.js");
      await simulate(form);
    } catch ({ message }) {
      Object.assign(document.getElementById("prix-panne"), { textContent: message, hidden: false });
    }
  });
}
