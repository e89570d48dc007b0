// What stands on the till: first the amount, then the customer's code, then what the server says.
export type Step = "amount" | "scan";

const MOST_DIGITS = 8;

export class Till {
  readonly amount: HTMLInputElement;
  readonly code: HTMLInputElement;
  readonly result: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly next: HTMLButtonElement;
  private readonly first: HTMLElement;
  private readonly sum: HTMLElement;
  private readonly steps: HTMLElement[];

  constructor(readonly root: HTMLElement) {
    this.amount = root.querySelector("#amount")!;
    this.code = root.querySelector("#code")!;
    this.result = root.querySelector("#till-result")!;
    this.form = root.querySelector("[data-till-form]")!;
    this.next = root.querySelector("[data-till-next]")!;
    this.first = root.querySelector("[data-till-first]")!;
    this.sum = root.querySelector("[data-till-shown]")!;
    this.steps = [...root.querySelectorAll<HTMLElement>("[data-till-step]")];
  }

  /** The step that takes input now; none while an answer stands there. */
  get step(): Step | null {
    return (this.steps.find((step) => !step.hidden)?.dataset.tillStep as Step | undefined) ?? null;
  }

  get digits(): string {
    return this.amount.value.normalize("NFKC").replace(/\D/g, "").replace(/^0+/, "").slice(0, MOST_DIGITS);
  }

  set digits(typed: string) {
    const kept = typed.replace(/^0+/, "").slice(0, MOST_DIGITS);
    this.amount.value = kept === "" ? "" : Number(kept).toLocaleString("ja-JP");
    this.next.disabled = kept === "";
    this.first.textContent = "";
  }

  go(step: Step): void {
    if (step === "scan" && this.digits === "") return this.askAmountFirst();
    for (const one of this.steps) one.hidden = one.dataset.tillStep !== step;
    this.result.replaceChildren();
    this.code.value = "";
    if (step === "amount") {
      this.say("leave-scan");
      this.amount.focus();
      return;
    }
    this.sum.textContent = this.amount.value;
    // On a phone the focus would bring up the keyboard, over the camera; a scanner's first key brings the focus along.
    if (matchMedia("(pointer: fine)").matches) this.code.focus();
    this.say("scan");
  }

  /** An answer takes the place of the steps. */
  showAnswer(): void {
    for (const step of this.steps) step.hidden = true;
    this.say("leave-scan");
    this.root.scrollIntoView({ block: "start" });
  }

  scanned(code: string): void {
    if (this.step !== "scan") this.go("scan");
    if (this.step !== "scan") return;
    this.code.value = code;
    this.form.requestSubmit();
  }

  private askAmountFirst(): void {
    this.first.textContent = this.first.dataset.words ?? "";
    this.amount.focus();
  }

  private say(event: string): void {
    this.root.dispatchEvent(new CustomEvent(`till:${event}`));
  }
}
