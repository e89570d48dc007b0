// What a bad line does to a sale: it is said plainly, asked again with the same key, and never becomes a second payment.
import type { Till } from "./till";

interface Kept {
  sales: string;
  key: string;
  code: string;
}

interface Answer {
  elt: Element;
  xhr: XMLHttpRequest;
  successful?: boolean;
  shouldSwap?: boolean;
}

declare const htmx: { ajax(verb: string, path: string, how: object): Promise<void> };

const RETRY_MS = 2000;
const LONGEST_MS = 15_000;
const KEPT = "musubi.sale";

/** No answer, or one that only says "not now". Whether the sale was taken is then open. */
function isOpen(xhr: XMLHttpRequest): boolean {
  return xhr.status === 0 || xhr.status === 429 || xhr.status >= 500;
}

export function guardLine(): void {
  const line = document.querySelector<HTMLElement>("[data-till-line]");
  if (!line) return;

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const answer = (event as CustomEvent<Answer>).detail;
    if (isOpen(answer.xhr)) answer.shouldSwap = false; // what stands there stays, and goes on asking
  });

  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr } = (event as CustomEvent<Answer>).detail;
    line.hidden = !isOpen(xhr);
    if (!isOpen(xhr)) tries = 0;
    else if (elt instanceof HTMLFormElement) setTimeout(() => sendAgain(elt), Math.min(RETRY_MS * 2 ** tries++, LONGEST_MS));
  });
}

let tries = 0; // each longer after the one before

function sendAgain(form: HTMLFormElement): void {
  if (form.isConnected && form.checkVisibility()) form.requestSubmit();
}

/** Keeps a sale from its first request to its first answer, and asks after it when the page was loaded anew meanwhile. */
export function recoverSale(till: Till): void {
  const sales = till.root.dataset.sales!;

  till.result.addEventListener("htmx:beforeRequest", (event) => {
    const form = (event as CustomEvent<Answer>).detail.elt;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-till-take]")) return;
    const fields = new FormData(form);
    const kept: Kept = { sales, key: String(fields.get("request_key")), code: String(fields.get("code")) };
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  });

  till.result.addEventListener("htmx:afterSwap", () => {
    const shown = till.result.querySelector<HTMLElement>("[data-till-shows]")?.dataset.tillShows;
    if (shown === "payment" || shown === "refused") sessionStorage.removeItem(KEPT);
  });

  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Kept | null;
  if (kept?.sales === sales) askAfter(till, kept);
}

function askAfter(till: Till, kept: Kept): void {
  const checking = till.root.querySelector<HTMLTemplateElement>("[data-till-checking]")!;
  till.result.replaceChildren(checking.content.cloneNode(true));
  till.showAnswer();
  const ask = () => {
    const path = `${kept.sales}${encodeURIComponent(kept.key)}/withdrawal`;
    const how = { source: till.result, target: till.result, swap: "innerHTML", values: { code: kept.code } };
    htmx.ajax("POST", path, how).catch(() => undefined);
  };
  till.result.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr } = (event as CustomEvent<Answer>).detail;
    if (elt === till.result && isOpen(xhr)) setTimeout(ask, RETRY_MS);
  });
  ask();
}
