// The stamp comes down, is felt, and only then the payment goes out.
const DOWN_MS = 260;

export function offerStamp(): void {
  const form = document.querySelector<HTMLFormElement>("[data-stamp]");
  const stamp = form?.querySelector<HTMLElement>(".stamp");
  if (!form || !stamp) return;
  let isDown = false;

  form.addEventListener(
    "submit",
    (event) => {
      if (isDown) return; // also what is sent again after a lost answer
      event.preventDefault();
      event.stopImmediatePropagation();
      isDown = true;
      stamp.classList.add("stamp--down");
      navigator.vibrate?.(40);
      const wait = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : DOWN_MS;
      setTimeout(() => form.requestSubmit(), wait);
    },
    { capture: true },
  );
}
