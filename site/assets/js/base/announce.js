/**
 * Say what just happened: shown for a while, and read out by screen readers.
 * Never the only trace of a result: the screen itself must show it too.
 */
const SHOWN_MS = 7000;

export function announce(sentence) {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = sentence;
  document.getElementById("status").replaceChildren(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}
