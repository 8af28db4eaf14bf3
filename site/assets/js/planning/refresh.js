/** Read again when what is shown may have aged: the tab comes back, the network comes back. */
export function keepFresh(store) {
  const again = () => store.planning && navigator.onLine && store.read();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  addEventListener("pageshow", ({ persisted }) => persisted && again());
  addEventListener("online", again);
  addEventListener("offline", () => store.tell());
}
