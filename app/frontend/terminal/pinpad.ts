// The PIN pad of a paper card. Its keys type into the masked field; the fourth digit leaves only "take" to press.
const LENGTH = 4;

export function offerPinpad(): void {
  document.addEventListener("mousedown", (event) => {
    if (keyOf(event)) event.preventDefault(); // the focus stays in the field
  });

  document.addEventListener("click", (event) => {
    const key = keyOf(event);
    const field = key?.closest("[data-pinpad]")?.querySelector<HTMLInputElement>("input");
    if (!key || !field) return;
    field.value = after(field.value, key.dataset.pinKey!);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function after(pin: string, key: string): string {
  if (key === "clear") return "";
  return key === "back" ? pin.slice(0, -1) : (pin + key).slice(0, LENGTH);
}

function keyOf(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>("[data-pin-key]");
}
