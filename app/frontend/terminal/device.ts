// What this device remembers and notices: large buttons, no line, a clock that is off.
const BIG = "musubi.big";
const SKEW_MS = 60_000;

export function offerDevice(): void {
  const isBig = () => localStorage.getItem(BIG) === "1";
  const toggle = document.querySelector<HTMLButtonElement>("[data-big-toggle]");
  const show = () => {
    document.documentElement.classList.toggle("is-big", isBig());
    toggle?.setAttribute("aria-pressed", String(isBig()));
  };
  toggle?.addEventListener("click", () => {
    if (isBig()) localStorage.removeItem(BIG);
    else localStorage.setItem(BIG, "1");
    show();
  });
  show();

  const offline = document.querySelector<HTMLElement>("[data-till-offline]");
  const tell = () => offline && (offline.hidden = navigator.onLine);
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();

  const server = Number(document.querySelector<HTMLElement>("[data-now]")?.dataset.now);
  const skew = document.querySelector<HTMLElement>("[data-till-skew]");
  if (server && skew) skew.hidden = Math.abs(Date.now() - server * 1000) < SKEW_MS;
}
