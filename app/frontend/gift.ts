// Gifts by link. What stands behind the # is posted and taken out of the address; the giver copies and prints.
const form = document.querySelector<HTMLFormElement>("[data-gift-code]");
const code = location.hash.slice(1);
if (form && code) {
  history.replaceState(null, "", location.pathname);
  form.querySelector<HTMLInputElement>("[name=code]")!.value = code;
  form.requestSubmit();
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy!);
    button.textContent = button.dataset.done!;
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const field of document.querySelectorAll<HTMLInputElement>("[data-select]")) {
  field.addEventListener("focus", () => field.select());
}
