// What every page does: the phone menu closes on Escape and on a click beside it; [data-print] and [data-copy] work,
// [data-countdown] runs, and what this browser kept for its reader is forgotten when they sign out.
const menu = document.querySelector("details.menu");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", async (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
  if (event.target.closest("[data-print]")) window.print();
  const copy = event.target.closest("[data-copy]");
  if (!copy) return;
  await navigator.clipboard.writeText(copy.dataset.copy);
  const words = copy.querySelector("span") ?? copy;
  const before = words.textContent;
  words.textContent = copy.dataset.copied ?? "✓";
  setTimeout(() => (words.textContent = before), 2000);
});

// [data-countdown="90"] counts down in minutes and seconds; at its end the page asks what holds now.
const counting = new WeakMap();

setInterval(() => {
  for (const clock of document.querySelectorAll("[data-countdown]")) {
    if (!counting.has(clock)) counting.set(clock, Date.now() + Number(clock.dataset.countdown) * 1000);
    const left = Math.max(0, Math.round((counting.get(clock) - Date.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left === 0) {
      delete clock.dataset.countdown;
      location.reload();
    }
  }
}, 1000);

// Pages kept for a bad line, and the door's list of the day: nobody who comes after sees them.
document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-forgets-kept]")) return;
  event.preventDefault();
  await forgetKept();
  event.target.submit();
});
if (document.querySelector("[data-signs-in]")) void forgetKept();

async function forgetKept() {
  for (const name of Object.keys(localStorage)) if (/^musubi\.door\..*\.list$/.test(name)) localStorage.removeItem(name);
  if ("caches" in window) await caches.delete("musubi.kept");
}
