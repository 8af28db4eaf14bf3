/** Every page: keep what was read for when there is no network, and say when what is shown is old. */
import { watchConnection } from "./offline.js";

watchConnection(document.querySelector("[data-offline]"));
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");
