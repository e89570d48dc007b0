// A scanner that types like a keyboard, used before the cashier went on to the scan: what it types is a code and never
// becomes part of the amount. With an amount there it is taken at once. Codes begin with letters, amounts never do.
import type { Till } from "./till";

const PAUSE_MS = 150; // between two keys; longer, and somebody is typing by hand

export function offerWedge(till: Till): void {
  let typed = "";
  let last = 0;

  document.addEventListener(
    "keydown",
    (event) => {
      if (till.step !== "amount" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.timeStamp - last > PAUSE_MS) typed = "";
      if (event.key === "Enter" && typed.length > 0) {
        event.preventDefault();
        const code = typed;
        typed = "";
        till.scanned(code);
      } else if (event.key.length === 1 && (typed.length > 0 || /[a-z:]/i.test(event.key))) {
        event.preventDefault();
        typed += event.key;
        last = event.timeStamp;
      }
    },
    { capture: true },
  );
}
