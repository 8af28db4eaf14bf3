/** Every page: keep what was read for when there is no network. */
// Of 2022, as the oldest browsers that are served.
const isServed = "findLast" in [];
const late = document.getElementById("late");
if (isServed) late?.remove();
else late?.classList.add("late-now");
if (!("popover" in HTMLElement.prototype)) import("./menu.js").then(({ foldMenu }) => foldMenu());
// It asks for a dozen files: after the view, which has the network and the processor to itself until then.
if ("serviceWorker" in navigator) setTimeout(() => navigator.serviceWorker.register("/sw.js"), 2000);
