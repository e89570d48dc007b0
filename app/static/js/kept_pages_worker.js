// Shows a page that this browser keeps (app/frontend/keep_page.ts) when there is no line: a ticket, a right, the door.
// With a line everything comes from the server, as without this worker.
const KEPT = "musubi.kept";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.cache === "no-store") return; // a page that asks whether there is a line
  event.respondWith(request.mode === "navigate" ? page(request) : part(request));
});

async function page(request) {
  try {
    const answer = await fetch(request);
    // Led elsewhere, or refused: whoever holds this browser now may not see it any more.
    if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) await forget(request);
    return answer;
  } catch {
    return (await kept(request)) ?? Response.error();
  }
}

async function part(request) {
  const found = await kept(request);
  if (found && new URL(request.url).searchParams.has("v")) return found; // its address changes when it does
  return fetch(request).catch(() => found ?? Response.error());
}

async function kept(request) {
  const cache = await caches.open(KEPT);
  return cache.match(request.url, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
}

async function forget(request) {
  const cache = await caches.open(KEPT);
  await cache.delete(request.url, { ignoreVary: true, ignoreSearch: true });
}
