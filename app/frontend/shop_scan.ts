// The customer's camera at a shop's code: goes on to this site's own pages of payment, and nowhere else.
const root = document.querySelector<HTMLElement>("[data-shop-scan]");
const words = root?.querySelector<HTMLElement>("[data-scanner-words]");

root?.addEventListener("till:scanned", (event) => {
  const target = payingPage((event as CustomEvent<string>).detail);
  if (target) location.assign(target);
  else if (words) words.textContent = words.dataset.foreign ?? "";
});

function payingPage(text: string): string {
  try {
    const found = new URL(text, location.origin);
    const isOurs = found.origin === location.origin && found.pathname.startsWith("/pay/");
    return isOurs ? found.pathname + found.search : "";
  } catch {
    return "";
  }
}
