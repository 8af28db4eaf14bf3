/** What a button does: once at a time, and whatever it comes to, the button can be pressed again. What `act` throws is for who asked. */
export async function whileBusy(button, act) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await act();
  } finally {
    button.removeAttribute("aria-busy");
  }
}
