// A clock that runs on the receipt, by the server's time: a picture of the screen stands still.
const EVERY_MS = 250;

export function offerClock(): void {
  const root = document.querySelector<HTMLElement>("[data-now]");
  if (!root) return;
  const ahead = Number(root.dataset.now) * 1000 - Date.now();
  const words = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  setInterval(() => {
    for (const clock of document.querySelectorAll<HTMLElement>("[data-live-clock]")) {
      clock.textContent = words.format(Date.now() + ahead);
    }
  }, EVERY_MS);
}
