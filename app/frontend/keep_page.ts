// Keeps a page and all it consists of in this browser, so that it opens without a line (kept_pages_worker.js shows it).
// Signing out forgets what is kept: app/static/js/page.js.
const KEPT = "musubi.kept";
const WORKER = "/kept-pages-worker.js";

/** `scope`: the part of the site whose pages are kept; `more`: what it will load only later. False when there is no line: what stands here was kept before. */
export async function keepPage(scope: string, more: string[] = []): Promise<boolean> {
  const here = location.pathname;
  const page = await fetch(here, { headers: { Accept: "text/html" }, cache: "no-store" }).catch(() => null);
  if (!page) return false;
  if (!("serviceWorker" in navigator) || !page.ok || page.redirected) return true;
  await navigator.serviceWorker.register(WORKER, { scope });
  const cache = await caches.open(KEPT);
  await cache.put(here, page);
  await Promise.all([...parts(), ...more].map((part) => keep(cache, part)));
  return true;
}

/** Styles, scripts, fonts and pictures that this page has loaded; what it asked for later is no part of it. */
function parts(): string[] {
  const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const found = loaded.filter((one) => one.name.startsWith(`${location.origin}/`) && !["fetch", "xmlhttprequest"].includes(one.initiatorType));
  return found.map((one) => one.name);
}

async function keep(cache: Cache, part: string): Promise<void> {
  const isFixed = new URL(part, location.href).searchParams.has("v");
  if (isFixed && (await cache.match(part, { ignoreVary: true }))) return;
  const answer = await fetch(part).catch(() => null);
  if (answer?.ok) await cache.put(part, answer);
}
