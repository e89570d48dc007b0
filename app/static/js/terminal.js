// The till: keypad, the step to the scan, what a bad line does to a sale, and the sound at the end.
// A sale's key is in the page from the start, so that every repetition of a request finds the same payment.
const till = document.querySelector("[data-till]");
const RETRY_MS = 2000;
const KEPT = "musubi.sale";

if (till) keypad(till);
if (till) badLine(till);
document.body.addEventListener("htmx:afterSettle", sound);
for (const verdict of document.querySelectorAll("[data-till-sound]")) sound({ detail: { elt: verdict } });

function keypad(root) {
  const amount = root.querySelector("#amount");
  const code = root.querySelector("#code");
  const next = root.querySelector("[data-till-next]");
  const steps = new Map([...root.querySelectorAll("[data-till-step]")].map((step) => [step.dataset.tillStep, step]));
  const result = root.querySelector("#till-result");

  const digits = () => amount.value.normalize("NFKC").replace(/\D/g, "").replace(/^0+/, "").slice(0, 8);

  const show = (text) => {
    amount.value = text === "" ? "" : Number(text).toLocaleString("ja-JP");
    next.disabled = text === "";
  };

  const go = (name) => {
    for (const [key, step] of steps) step.hidden = key !== name;
    result.replaceChildren();
    if (name === "scan") {
      root.querySelector("[data-till-shown]").textContent = amount.value;
      code.value = "";
      code.focus();
    } else {
      root.dispatchEvent(new CustomEvent("till:leave-scan"));
      amount.focus();
    }
  };

  amount.addEventListener("input", () => show(digits()));
  next.addEventListener("click", () => go("scan"));
  root.addEventListener("click", (event) => {
    const key = event.target.closest("[data-till-key]")?.dataset.tillKey;
    if (key) show(key === "back" ? digits().slice(0, -1) : `${digits()}${key}`.replace(/^0+/, "").slice(0, 8));
    if (event.target.closest("[data-till-amount]")) go("amount");
    if (event.target.closest("[data-till-again]")) go("scan");
  });
  document.addEventListener("keydown", (event) => {
    const inScan = !steps.get("scan").hidden && result.childElementCount === 0;
    if (!inScan && event.key === "Enter" && event.target === amount) {
      event.preventDefault();
      if (!next.disabled) next.click();
    }
    // A scanner that types like a keyboard goes on working when somebody has pressed elsewhere meanwhile.
    if (inScan && event.key.length === 1 && !(event.target instanceof HTMLInputElement)) code.focus();
  });
  root.addEventListener("till:scanned", (event) => {
    code.value = event.detail;
    root.querySelector("[data-till-form]").requestSubmit();
  });
  // Once an answer stands there, the input steps make room for it.
  root.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== result) return;
    for (const step of steps.values()) step.hidden = true;
    root.dispatchEvent(new CustomEvent("till:leave-scan"));
    result.querySelector("h2")?.scrollIntoView({ block: "nearest" });
  });
  amount.focus();
}

function badLine(root) {
  const line = root.querySelector("[data-till-line]");
  const result = root.querySelector("#till-result");

  root.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("[data-till-take]");
    if (form) sessionStorage.setItem(KEPT, JSON.stringify([root.dataset.sales, form.elements.request_key.value]));
  });
  const again = (event) => {
    line.hidden = false;
    const form = event.detail.elt;
    if (form.matches("form")) setTimeout(() => form.isConnected && form.requestSubmit(), RETRY_MS);
  };
  root.addEventListener("htmx:sendError", again);
  root.addEventListener("htmx:timeout", again);
  root.addEventListener("htmx:afterOnLoad", () => {
    line.hidden = true;
    const shown = result.querySelector("[data-till-shows]")?.dataset.tillShows;
    if (shown === "payment" || shown === "refused") sessionStorage.removeItem(KEPT);
  });

  // The page was loaded again in the middle of a sale: what became of it?
  const [sales, key] = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  if (key && sales === root.dataset.sales) {
    window.htmx?.ajax("GET", `${sales}${encodeURIComponent(key)}`, { target: "#till-result", swap: "innerHTML" });
  }
}

function sound(event) {
  const found = event.detail.elt.closest?.("[data-till-sound]") ?? event.detail.elt.querySelector?.("[data-till-sound]");
  if (!found || found.dataset.tillPlayed) return;
  found.dataset.tillPlayed = "1";
  const isGood = found.dataset.tillSound === "success";
  navigator.vibrate?.(isGood ? [80] : [200, 100, 200]);
  const context = new AudioContext();
  const tones = isGood ? [[784, 0], [1047, 0.14], [1319, 0.28]] : [[220, 0], [196, 0.25]];
  for (const [hertz, start] of tones) tone(context, hertz, context.currentTime + start);
}

function tone(context, hertz, start) {
  const wave = new OscillatorNode(context, { frequency: hertz, type: "sine" });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0.4, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
  wave.connect(volume).connect(context.destination);
  wave.start(start);
  wave.stop(start + 0.4);
}
