// Switches push messages on in this browser. The worker that shows them is app/static/js/notice_worker.js.
const root = document.querySelector<HTMLElement>("[data-push-key]");
if (root) offerPush(root);

function offerPush(root: HTMLElement): void {
  const start = root.querySelector<HTMLButtonElement>("[data-push-start]")!;
  const words = root.querySelector<HTMLElement>("[data-push-words]")!;
  const say = (what: string) => (words.textContent = words.dataset[what] ?? "");

  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    say("absent");
    return;
  }
  start.hidden = false;
  start.addEventListener("click", async () => {
    start.disabled = true;
    try {
      say((await Notification.requestPermission()) === "granted" && (await subscribe(root)) ? "done" : "denied");
    } catch {
      say("failed");
    }
    start.disabled = false;
  });
}

async function subscribe(root: HTMLElement): Promise<boolean> {
  const registration = await navigator.serviceWorker.register(root.dataset.pushWorker!);
  await active(registration);
  const key = bytes(root.dataset.pushKey!);
  const before = await registration.pushManager.getSubscription();
  if (before && !sameKey(before, key)) await before.unsubscribe(); // made for an earlier key of this installation
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { keys } = made.toJSON();
  const form = new URLSearchParams({ endpoint: made.endpoint, key: keys?.p256dh ?? "", auth: keys?.auth ?? "" });
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")!.content;
  const answer = await fetch(root.dataset.pushAddress!, {
    method: "POST",
    body: form,
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  if (!answer.ok) {
    await made.unsubscribe();
    throw new Error(`${answer.status}`);
  }
  return true;
}

function active(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return Promise.resolve();
  return new Promise((resolve) =>
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve()),
  );
}

function sameKey(subscription: PushSubscription, key: Uint8Array): boolean {
  const held = subscription.options.applicationServerKey;
  return held !== null && new Uint8Array(held).join() === key.join();
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
