/** Every page: keep what was read for when there is no network, and say when what is shown is old. */
import { watchConnection } from "./offline.js";

watchConnection(document.querySelector("[data-offline]"));
if (!("popover" in HTMLElement.prototype)) import("./menu.js").then(({ foldMenu }) => foldMenu());
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");
