// The line under the wallets, read out by screen readers.
export function say(form: HTMLFormElement, text: string, isError = false): void {
  const line = form.querySelector<HTMLElement>("[data-wallet-status]")!;
  line.textContent = text;
  line.classList.toggle("wallets__status--error", isError);
}

export function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}
