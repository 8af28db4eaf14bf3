import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../../templates/pages/sw.js", import.meta.url), "utf8").replace(
  /\{\{.*?\}\}/g,
  "x",
);
const SAID = {
  title: "Lisse",
  body: "Une facture vous attend dans votre espace.",
  link: "/espace/facture/?id=1",
  tag: "t1",
};

const ADDRESS = {
  endpoint: "https://push.example/new",
  keys: { p256dh: "p".repeat(20), auth: "a".repeat(20) },
};
const CHOSEN = { kinds: ["limit", "invoice"], quiet: true };

let handlers, shown, opened, windows, now, asked, devices, subscribed;

beforeEach(() => {
  [handlers, shown, opened, windows, now] = [{}, [], [], [], Date.parse("2026-11-26T19:00:00Z")];
  [asked, devices, subscribed] = [[], [{ ...CHOSEN, current: true }], []];
  class Clock extends Date {
    static now = () => now;
  }
  const world = {
    addEventListener: (name, handler) => (handlers[name] = handler),
    registration: {
      showNotification: async (title, options) => shown.push({ title, ...options }),
      pushManager: {
        subscribe: async (options) => {
          subscribed.push(options);
          return { toJSON: () => ADDRESS };
        },
      },
    },
    fetch: async (address, { method = "GET", headers, body } = {}) => {
      asked.push({ method, address, body: body && JSON.parse(body), headers });
      return { json: async () => ({ key: "portal-key", devices }) };
    },
    crypto: { randomUUID: () => "key-of-the-renewal" },
    clients: { matchAll: async () => windows, openWindow: async (address) => opened.push(address) },
    location: { origin: "https://portail.example" },
    Date: Clock,
    URL,
    caches: {},
  };
  vm.runInNewContext(SOURCE, world);
});

async function dispatch(name, event) {
  let done;
  handlers[name]({ ...event, waitUntil: (promise) => (done = promise) });
  await done;
}

const push = (said) => dispatch("push", { data: { json: () => said } });

async function click(link) {
  let closed = 0;
  await dispatch("notificationclick", { notification: { data: link, close: () => (closed += 1) } });
  assert.equal(closed, 1);
}

test("what is told is shown as it came, under its tag", async () => {
  await push(SAID);
  assert.equal(shown[0].title, "Lisse");
  assert.equal(shown[0].body, SAID.body);
  assert.equal(shown[0].tag, "t1");
  assert.equal(shown[0].silent, false);
  assert.equal(shown[0].renotify, undefined); // the same one again takes its place without ringing
});

test("a phone that is switched on in the quiet hours shows it without a sound", async () => {
  const quiet = ["2026-11-26T21:30:00+01:00", "2026-11-27T07:00:00+01:00"];
  for (const [at, silent] of [
    ["2026-11-26T21:29:59+01:00", false],
    ["2026-11-26T21:30:00+01:00", true],
    ["2026-11-27T06:59:59+01:00", true],
    ["2026-11-27T07:00:00+01:00", false],
  ]) {
    now = Date.parse(at);
    await push({ ...SAID, quiet });
    assert.equal(shown.at(-1).silent, silent, at);
  }
});

test("touching it opens the screen, or the one that is open already, and nothing but the portal", async () => {
  await click("/espace/facture/?id=1");
  assert.deepEqual(opened, ["https://portail.example/espace/facture/?id=1"]);
  let focused = 0;
  windows = [
    { url: "https://portail.example/espace/", focus: () => assert.fail("another screen") },
    { url: "https://portail.example/espace/facture/?id=1", focus: () => (focused += 1) },
  ];
  await click("/espace/facture/?id=1");
  assert.equal(focused, 1);
  windows = [];
  await click("https://ailleurs.example/");
  await click("//ailleurs.example/");
  assert.deepEqual(opened.slice(1), ["https://portail.example/espace/", "https://portail.example/espace/"]);
});

test("another address of the browser is told to the portal, under the choice that stands, once", async () => {
  await dispatch("pushsubscriptionchange", { newSubscription: null });
  assert.equal(subscribed.length, 1);
  assert.equal(subscribed[0].applicationServerKey, "portal-key");
  assert.deepEqual(
    asked.map(({ method }) => method),
    ["GET", "POST"],
  );
  assert.deepEqual(asked[1].body, { ...ADDRESS, ...CHOSEN });
  assert.equal(asked[1].headers["Idempotency-Key"], "key-of-the-renewal");
  await dispatch("pushsubscriptionchange", { newSubscription: { toJSON: () => ADDRESS } });
  assert.equal(subscribed.length, 1, "the browser has made one already");
  assert.deepEqual(asked.at(-1).body, { ...ADDRESS, ...CHOSEN });
});

test("a device that chose nothing, or is signed out, is not told of again", async () => {
  let ended = 0;
  for (const known of [[{ ...CHOSEN, current: false }], undefined]) {
    devices = known;
    const made = { toJSON: () => ADDRESS, unsubscribe: async () => (ended += 1) };
    await dispatch("pushsubscriptionchange", { newSubscription: made });
    await dispatch("pushsubscriptionchange", {});
  }
  assert.equal(ended, 2);
  assert.ok(asked.every(({ method }) => method === "GET") && subscribed.length === 0);
});
