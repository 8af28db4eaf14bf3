/* The service worker: pages already read stay readable without a network, whole, marked with the moment they were read.
   It never answers for /api/: the last planning is kept by the screen that shows it, and so is a day's list. */
const SHELL = "preau-shell-{{ version }}";
const PAGES = "preau-pages";
const ASSETS = "preau-assets";
const KEPT = [SHELL, PAGES, ASSETS, "preau-family", "preau-desk"];
const OFFLINE = "{{ offline }}";
const OFFLINE_NEEDS = "{{ offline_needs | join(' ') }}".split(" ");
// Opened in a yard with one hand: from the device at once, whatever the network, and read again behind it for the next time.
const AT_ONCE = ["/mairie/pointage/"];
const PATIENCE_MS = 4000;
const PUSH_DEVICES = "/api/me/push-devices";
const MOST_PAGES = 60;
const MOST_ASSETS = 400;

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((shell) => shell.addAll([OFFLINE, ...OFFLINE_NEEDS]))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    dropOldShells()
      .then(() => clients.claim())
      .then(keepOpenPages),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (/^\/(api|dev)\//.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith("/assets/")) event.respondWith(asset(event));
  else if (pathname.endsWith("/actualites/index.json")) event.respondWith(news(event));
});

// What the portal tells this device of (functions/jobs/push/): that there is something to see, never what. The same message sent twice has
// one tag, and takes its own place without ringing again. In the quiet hours it rings not at all: a phone may have been switched off when it left.
addEventListener("push", (event) => {
  const { title, body, link, tag, quiet } = event.data.json();
  const [begins, ends] = (quiet ?? []).map(Date.parse);
  const silent = Date.now() >= begins && Date.now() < ends;
  const shown = { body, tag, silent, lang: "fr", icon: "/assets/img/icon-192.png", data: link };
  event.waitUntil(registration.showNotification(title, shown));
});

addEventListener("notificationclick", (event) => {
  const { notification } = event;
  notification.close();
  event.waitUntil(openScreen(notification.data));
});

// A browser may take another address by itself: the portal learns it, or the device would fall silent without a word.
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewPush(event)));

/** The kinds and the hours chosen on this device stay; one that chose nothing, or whose owner signed out, is not told of again. */
async function renewPush({ newSubscription: made }) {
  const { key, devices } = await (await fetch(PUSH_DEVICES)).json();
  const chosen = devices?.find(({ current }) => current);
  if (!chosen || !key) return made?.unsubscribe();
  const address =
    made ?? (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = address.toJSON();
  const { kinds, quiet } = chosen;
  await fetch(PUSH_DEVICES, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
    body: JSON.stringify({ endpoint, keys, kinds, quiet }),
  });
}

/** The screen that is open already, or one more: what is typed in another one stays there. Nothing but the portal is opened. */
async function openScreen(link) {
  const { href, origin } = new URL(link, location.origin);
  const address = origin === location.origin ? href : `${location.origin}/espace/`;
  const windows = await clients.matchAll({ type: "window" });
  const there = windows.find(({ url }) => url === address);
  return there ? there.focus() : clients.openWindow(address);
}

/** The network's answer; without one in time, the copy kept of that page; without a copy, the offline page. */
async function page(event) {
  const key = new URL(event.request.url).pathname;
  const kept = caches.open(PAGES).then((cache) => cache.match(key));
  const fresh = fetch(event.request).then((response) => {
    event.waitUntil(keepPage(key, response.clone()));
    return response;
  });
  fresh.catch(() => {});
  if (AT_ONCE.includes(key)) {
    event.waitUntil(fresh.catch(() => {}));
    return (await kept) ?? fresh.catch(() => caches.match(OFFLINE));
  }
  try {
    return await ((await kept) ? Promise.race([fresh, tooLong()]) : fresh);
  } catch {
    return (await kept) ?? caches.match(OFFLINE);
  }
}

/** Those that were read before there was a worker to keep them. */
async function keepOpenPages() {
  const windows = await clients.matchAll({ type: "window" });
  const kept = windows.map(async ({ url }) => keepPage(new URL(url).pathname, await fetch(url)));
  await Promise.allSettled(kept);
}

/** Nothing is kept of a page that cannot be kept whole: what was kept of it before stays. */
async function keepPage(key, response) {
  if (!response.ok || response.redirected || !response.headers.get("Content-Type")?.startsWith("text/html")) return;
  const html = await response.text();
  const asked = new Set();
  const linked = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)];
  await Promise.all(linked.map(([, address]) => keepAsset(address, asked)));
  // The server's clock: this device's may be wrong.
  const sent = new Date(response.headers.get("Date") ?? Date.now());
  const dated = html.replace("<html ", `<html data-kept-at="${sent.toISOString()}" `);
  const cache = await caches.open(PAGES);
  await cache.put(key, new Response(dated, { headers: response.headers }));
  await keepAtMost(cache, MOST_PAGES);
}

/** What a page links, and what its script asks for later, which is beside it. `asked`: once each, as two files may ask for one another. */
async function keepAsset(address, asked) {
  if (asked.has(address)) return;
  asked.add(address);
  const cache = await caches.open(ASSETS);
  let file = await caches.match(address);
  if (!file) {
    file = await fetch(address);
    if (!file.ok) throw new Error(address);
    await cache.put(address, file.clone());
    await keepAtMost(cache, MOST_ASSETS);
  }
  if (!address.endsWith(".js")) return;
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  const later = [...(await file.text()).matchAll(/\w\("\.\/([^"]+\.js)"\)/g)];
  await Promise.all(later.map(([, name]) => keepAsset(folder + name, asked)));
}

/** Addresses with a hash never change; the others (pictures) are asked again when there is a network. */
async function asset(event) {
  const kept = await caches.match(event.request);
  if (kept && /[./][0-9a-f]{10}[./]/.test(new URL(event.request.url).pathname)) return kept;
  return networkFirst(event, ASSETS, MOST_ASSETS);
}

const news = (event) => networkFirst(event, PAGES, MOST_PAGES);

async function networkFirst(event, name, most) {
  try {
    const response = await fetch(event.request);
    if (response.ok) {
      const copy = response.clone();
      event.waitUntil(
        caches.open(name).then((cache) => cache.put(event.request, copy).then(() => keepAtMost(cache, most))),
      );
    }
    return response;
  } catch (offline) {
    const kept = await caches.match(event.request);
    if (kept) return kept;
    throw offline;
  }
}

async function keepAtMost(cache, most) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

async function dropOldShells() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith("preau-") && !KEPT.includes(name)).map((name) => caches.delete(name)),
  );
}

const tooLong = () => new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
