// What every page does: the phone menu closes on Escape and on a click beside it; [data-print] and [data-copy] work.
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
