/** Pointage: the day's list of a service as the device holds it, and the tap. What speaks to the server comes after the first view: attendance-life.js. */
import { has, town } from "../base/desk.js";
import { named } from "../base/paths.js";
import { me } from "../base/session.js";
import { Device } from "../attendance/device.js";
import { keptHere } from "../attendance/kept-here.js";
import { OpenList } from "../attendance/open-list.js";
import { showTrouble } from "../components/trouble.js";
import { AttendanceRows } from "./attendance-rows.js";
import { showView } from "./attendance-view.js";

const GROUP = "preau.attendance-group";
const late = import("./attendance-life.js");
let ready;
const begun = new Promise((done) => (ready = done));
const byId = (id) => document.getElementById(id);

/** What the parts of the screen share. `later`: what attendance-life.js adds to the view. */
const screen = {
  group: localStorage.getItem(GROUP) ?? "",
  later: () => {},
  render,
  chooseGroup(group) {
    screen.group = group;
    localStorage.setItem(GROUP, group);
    render();
  },
  isRead: () => !screen.mayWrite || screen.open.date > screen.device.now.day,
  // Until attendance-life.js is there: what is tapped waits for it.
  tap: (row) => begun.then(() => screen.tap(row)),
  more: (row) => begun.then(() => screen.more(row)),
};

function render() {
  screen.open.choose();
  const rows = screen.open.rows();
  const isShown = showView(screen, rows);
  screen.rows.show(rows, isShown);
  screen.later(rows);
}

async function start() {
  const desk = await town();
  const { account } = await me();
  screen.town = desk.commune.name;
  const kept = await keptHere().catch(async () => (await import("../attendance/kept-in-page.js")).keptInPage());
  screen.mayWrite = has(desk, "childcare", "secretary");
  screen.device = new Device({ kept, whose: { town: desk.commune.id, owner: account.email }, changed: render });
  screen.open = new OpenList(screen.device, { service: named("service"), date: named("date") });
  screen.rows = new AttendanceRows(byId("enfants"), {
    tap: (row) => screen.tap(row),
    more: (row) => screen.more(row),
    refused: (place, events) => begun.then(() => screen.refused(place, events)),
  });
  await screen.device.read();
  const { live } = await late;
  const living = live(screen);
  ready();
  await living;
}

start().catch((problem) => showTrouble(problem, () => location.reload()));
