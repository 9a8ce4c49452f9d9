// Keeps the form for field reports where there is no network. It answers for /observe alone, and sends nothing itself.
const CACHE = "pantau-observe-1";
const FORM = "/observe", SHELL = "/observe/shell";
const PATIENCE = 4000;

// The form as it stands, with every file it names, or nothing of it.
async function keep() {
  const answer = await fetch(SHELL, { credentials: "same-origin", cache: "no-store", redirect: "error" });
  if (!answer.ok) return;
  const html = await answer.clone().text();
  const files = [...new Set([...html.matchAll(/"(\/static\/[^"?]+\?v=[0-9a-f]+)"/g)].map((found) => found[1]))];
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  await cache.put(FORM, answer);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (pathname !== FORM && !files.includes(pathname + search)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep().catch(() => {}));
});

async function form(request) {
  const cached = await (await caches.open(CACHE)).match(FORM);
  if (!cached) return fetch(request);
  const late = new Promise((settle) => setTimeout(() => settle(cached), PATIENCE));
  const asked = fetch(request).then((answer) => (answer.status >= 500 ? cached : answer)).catch(() => cached);
  return Promise.race([asked, late]);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === FORM && !url.search) event.respondWith(form(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(caches.match(request).then((found) => found || fetch(request)));
});
