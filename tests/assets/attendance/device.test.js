import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { Device } from "../../../site/assets/js/attendance/device.js";
import { Exchange } from "../../../site/assets/js/attendance/exchange.js";
import { drop, replay, sweep, takeOver } from "../../../site/assets/js/attendance/keeping.js";
import { keptInPage } from "../../../site/assets/js/attendance/kept-in-page.js";
import { OpenList } from "../../../site/assets/js/attendance/open-list.js";
import { Taps } from "../../../site/assets/js/attendance/taps.js";

const DAY = "2026-12-03";
const names = ["Adam", "Clara", "Noa"];

/** A server that takes what it is sent: `offline`, `no` (a problem) and `refuse` (an id → a sentence) change it. */
function aServer() {
  const taken = new Map();
  const server = { taken, batches: [], offline: false, no: null, refuse: () => null, may: true, ahead: 0 };
  const now = () => new Date(Date.now() + server.ahead).toISOString().replace("Z", "+00:00");
  const answer =
    (act) =>
    async (...asked) => {
      if (server.offline) throw Object.assign(new Error("no network"), { code: "unreachable", status: 0 });
      if (server.no) throw Object.assign(new Error("no"), server.no);
      return act(...asked);
    };
  server.send = answer((device, events) => {
    server.batches.push(events);
    const refused = events
      .map((each) => ({ id: each.id, code: "closed", sentence: server.refuse(each) }))
      .filter(({ sentence }) => sentence);
    const accepted = events.filter(({ id }) => !refused.some((no) => no.id === id));
    for (const each of accepted) taken.set(each.id, { ...each, device });
    const state = accepted
      .filter(({ kind }) => kind === "arrived")
      .map(({ id, child, service, date, hour }) => ({
        child,
        service,
        date,
        presence: "present",
        arrived: hour,
        last_event: id,
      }));
    return { accepted: accepted.map(({ id }) => id), refused, state, now: now() };
  });
  server.list = answer((service, date) => ({
    service,
    date,
    as_of: now(),
    version: "v",
    reasons: [],
    starts: "16:30",
    ends: "18:30",
    children: names.map((name) => {
      const tap = [...taken.values()].find((each) => each.child === name && each.service === service);
      return {
        child: name,
        first_name: name,
        last_name: "Testmp",
        presence: tap ? "present" : "expected",
        absent: "",
        last_event: tap?.id ?? "",
      };
    }),
  }));
  server.today = answer(() => ({ now: now(), services: [{ code: "garderie", name: "Garderie du soir" }] }));
  server.mayStill = async () => server.may;
  return server;
}

const MARIE = { town: "lisse", owner: "marie@lisse.example" };

/** A tab on what is kept. */
async function aTab(kept, server, whose = MARIE) {
  const device = new Device({ kept, whose });
  let last = Promise.resolve();
  const exchange = new Exchange(device, server, (act) => (last = last.then(act, act)));
  const open = new OpenList(device, { service: "garderie", date: DAY });
  let saving = Promise.resolve();
  const taps = new Taps(open, (saved) => (saving = Promise.all([saving, saved])));
  await device.read();
  const tap = (child) => taps.turn(open.row(child), Infinity);
  return { device, exchange, open, taps, tap, saved: () => saving, run: () => exchange.run("garderie", DAY) };
}

describe("attendance on a device", () => {
  let [kept, server, tab] = [];

  beforeEach(async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.parse(`${DAY}T16:30:00Z`) });
    [kept, server] = [keptInPage(), aServer()];
    tab = await aTab(kept, server);
    await tab.run();
  });

  afterEach(() => mock.timers.reset());

  describe("a device without a network", () => {
    beforeEach(() => {
      server.offline = true;
    });

    test("shows a tap before anything is kept, and keeps it through a reload", async () => {
      tab.tap("Adam");
      assert.equal(tab.open.row("Adam").presence, "present");
      await tab.saved();
      await tab.run();
      assert.equal(tab.device.problem.code, "unreachable");
      const again = await aTab(kept, server);
      assert.equal(again.open.row("Adam").presence, "present");
      assert.equal(again.device.waiting().length, 1);
    });

    test("sends all that waited in one batch once it is back, each once, numbered without a hole", async () => {
      for (const name of names) tab.tap(name);
      await tab.saved();
      server.offline = false;
      await Promise.all([tab.run(), tab.run()]);
      assert.deepEqual(
        server.batches.map((batch) => batch.map(({ seq }) => seq)),
        [[1, 2, 3]],
      );
      assert.equal(tab.device.waiting().length, 0);
      assert.equal(tab.open.row("Noa").presence, "present");
      assert.ok(server.batches[0].every((each) => !("owner" in each) && !("before" in each) && !("town" in each)));
    });

    test("sends at most two hundred at a time", async () => {
      for (let turn = 0; turn < 205; turn += 1) tab.taps.note("Adam", "note", { text: `${turn}` });
      await tab.saved();
      server.offline = false;
      await tab.run();
      assert.deepEqual(
        server.batches.map(({ length }) => length),
        [200, 5],
      );
    });

    test("whose clock is seven minutes off says the hour that it is", async () => {
      [server.offline, server.ahead] = [false, 7 * 60_000];
      await tab.run();
      server.offline = true;
      tab.tap("Adam");
      const [event] = tab.device.waiting();
      assert.equal(event.at, `${DAY}T16:37:00.000Z`);
      assert.equal(event.hour, "16:37");
    });

    test("says what an event saw: the one before it, as the screen showed it", async () => {
      tab.tap("Adam");
      tab.tap("Adam");
      const [arrived, left] = tab.device.waiting();
      assert.deepEqual([arrived.seen, left.seen, left.kind], ["", arrived.id, "left"]);
    });

    test("takes the last tap back, and the one before it", async () => {
      tab.tap("Adam");
      tab.tap("Clara");
      await tab.saved();
      tab.taps.takeBack(tab.taps.lastOne());
      assert.equal(tab.open.row("Clara").presence, "expected");
      tab.taps.takeBack(tab.taps.lastOne());
      assert.equal(tab.open.row("Adam").presence, "expected");
      assert.equal(tab.taps.lastOne(), undefined);
      await tab.saved();
      assert.equal(tab.device.waiting().length, 4, "the server hears of all of it");
    });

    test("takes two touches within a moment for one tap", async () => {
      tab.taps.turn(tab.open.row("Adam"), 1000);
      tab.taps.turn(tab.open.row("Adam"), 1400);
      assert.equal(tab.open.row("Adam").presence, "present");
      tab.taps.turn(tab.open.row("Adam"), 2100);
      assert.equal(tab.open.row("Adam").presence, "left");
    });
  });

  describe("what the server says", () => {
    test("of a refused tap stands beside the child until it is read, and nothing is lost in silence", async () => {
      server.refuse = ({ child }) => (child === "Clara" ? "Clara n’est plus inscrite." : null);
      tab.tap("Adam");
      tab.tap("Clara");
      await tab.saved();
      await tab.run();
      const [refused] = tab.open.row("Clara").refused;
      assert.equal(refused.sentence, "Clara n’est plus inscrite.");
      assert.equal(tab.open.row("Clara").presence, "expected");
      assert.equal(tab.open.row("Adam").presence, "present");
      await drop(tab.device, [refused]);
      assert.deepEqual(tab.open.row("Clara").refused, []);
    });

    test("to who has no right any more takes the children away, and keeps what was tapped until it may leave", async () => {
      tab.tap("Adam");
      await tab.saved();
      [server.no, server.may] = [{ status: 404, code: "not_found" }, false];
      await tab.run();
      assert.ok(tab.device.lost);
      assert.equal(tab.device.lists.size, 0);
      assert.equal((await kept.read()).lists.length, 0);
      assert.equal(tab.device.waiting().length, 1);
      server.no = null;
      await tab.run();
      assert.equal(tab.device.lost, false);
      assert.equal(tab.device.waiting().length, 0);
    });

    test("of an address that leads nowhere takes nothing away", async () => {
      server.no = { status: 404, code: "not_found" };
      await tab.run();
      assert.ok(tab.open.list);
    });
  });

  describe("what is kept on the device", () => {
    test("is the same for two tabs, and leaves once", async () => {
      const other = await aTab(kept, server);
      tab.tap("Adam");
      await tab.saved();
      await other.run();
      await tab.run();
      assert.equal(server.batches.length, 1);
      assert.equal(other.open.row("Adam").presence, "present");
    });

    test("ends at midnight: the list of the day and its phones, not what was tapped", async () => {
      await sweep(tab.device);
      await tab.device.putFact("phones", { Adam: [] });
      server.offline = true;
      tab.tap("Adam");
      await tab.saved();
      mock.timers.setTime(Date.parse("2026-12-04T00:00:01Z"));
      const next = await aTab(kept, server);
      await sweep(next.device);
      assert.equal(next.open.list, undefined);
      assert.equal((await kept.read()).facts.phones, null);
      assert.equal(next.device.waiting().length, 1);
    });

    test("is kept seven days after the server took it, to be sent once more", async () => {
      tab.tap("Adam");
      await tab.saved();
      await tab.run();
      mock.timers.setTime(Date.parse("2026-12-10T16:29:00Z"));
      await sweep(tab.device);
      await replay(tab.device);
      server.taken.clear();
      await tab.run();
      assert.equal(server.taken.size, 1, "a server that had lost it has it again");
      mock.timers.setTime(Date.parse("2026-12-17T16:31:00Z"));
      await sweep(tab.device);
      assert.equal((await kept.read()).events.length, 0);
    });

    test("is of one person: another sees no child of it, and sends what was tapped when she says so", async () => {
      server.offline = true;
      tab.tap("Adam");
      await tab.saved();
      server.offline = false;
      const other = await aTab(kept, server, { ...MARIE, owner: "anne@lisse.example" });
      assert.equal(other.device.lists.size, 0);
      await other.run();
      assert.equal(server.batches.length, 0);
      await takeOver(other.device);
      await other.run();
      assert.equal(server.batches.length, 1);
    });

    test("is of one town", async () => {
      const other = await aTab(kept, server, { ...MARIE, town: "aubray" });
      assert.equal(other.device.lists.size, 0);
      assert.equal((await kept.read()).lists.length, 0);
    });
  });
});
