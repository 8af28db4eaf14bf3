/** Aujourd’hui. */
import { hideTrouble } from "../components/trouble.js";
import { town } from "../base/desk.js";

async function start() {
  await town();
  hideTrouble();
}

start().catch(() => {});
