// What stands at the door: the scan, then what the server (or the list) says about it.
export class Door {
  readonly form: HTMLFormElement;
  readonly code: HTMLInputElement;
  readonly result: HTMLElement;

  constructor(readonly root: HTMLElement) {
    this.form = root.querySelector("[data-door-form]")!;
    this.code = root.querySelector("#code")!;
    this.result = root.querySelector("#door-result")!;
    root.addEventListener("till:scanned", (event) => {
      if (this.form.hidden) return;
      this.code.value = (event as CustomEvent<string>).detail;
      this.form.requestSubmit();
    });
    this.renew(); // a page that was kept has a nonce that may be used already
    this.result.addEventListener("htmx:afterSwap", () => this.showAnswer());
    if (matchMedia("(pointer: fine)").matches) this.code.focus();
  }

  get nonce(): string {
    return this.form.querySelector<HTMLInputElement>("[name=nonce]")!.value;
  }

  /** An answer takes the place of the scan. */
  showAnswer(): void {
    this.form.hidden = true;
    this.root.dispatchEvent(new CustomEvent("till:leave-scan"));
    this.root.scrollIntoView({ block: "start" });
  }

  show(answer: DocumentFragment): void {
    this.result.replaceChildren(answer);
    this.showAnswer();
    document.body.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { elt: this.result } })); // to be heard
  }

  /** The next person, with a nonce of their own, without asking the server. */
  again(): void {
    this.renew();
    this.code.value = "";
    this.result.replaceChildren();
    this.form.hidden = false;
    this.root.dispatchEvent(new CustomEvent("till:scan"));
  }

  private renew(): void {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const nonce = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.form.querySelector<HTMLInputElement>("[name=nonce]")!.value = nonce;
  }
}
