// The large keys, the same by keyboard, and the ways from one step to another.
import type { Till } from "./till";

export function offerKeypad(till: Till): void {
  till.amount.addEventListener("input", () => {
    till.digits = till.digits;
    till.root.dispatchEvent(new CustomEvent("till:typed"));
  });

  // The focus stays in the amount, so that Enter means "next" and not the key that was touched last.
  till.root.addEventListener("mousedown", (event) => {
    if (named(event, "[data-till-key]")) event.preventDefault();
  });

  till.root.addEventListener("click", (event) => {
    const key = named(event, "[data-till-key]")?.dataset.tillKey;
    if (key) press(till, key);
    if (named(event, "[data-till-next], [data-till-again]")) till.go("scan");
    if (named(event, "[data-till-amount]")) till.go("amount");
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (till.step === "amount") typeAmount(till, event);
    if (till.step === "scan" && event.key.length === 1 && !(event.target instanceof HTMLInputElement)) till.code.focus();
  });

  till.root.addEventListener("till:scanned", (event) => till.scanned((event as CustomEvent<string>).detail));
  till.result.addEventListener("htmx:afterSwap", () => till.showAnswer());
  till.amount.focus();
}

function press(till: Till, key: string): void {
  till.digits = key === "back" ? till.digits.slice(0, -1) : till.digits + key;
  till.root.dispatchEvent(new CustomEvent("till:typed"));
}

function typeAmount(till: Till, event: KeyboardEvent): void {
  if (event.key === "Enter" && (event.target === till.amount || event.target === document.body)) {
    event.preventDefault();
    if (till.digits !== "") till.go("scan");
  } else if (event.target !== till.amount && /^[0-9]$/.test(event.key)) {
    press(till, event.key);
  } else if (event.target !== till.amount && event.key === "Backspace") {
    press(till, "back");
  }
}

function named(event: Event, selector: string): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>(selector);
}
