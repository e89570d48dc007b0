// Letting in by the list while there is no line, and sending it when there is one again.
import type { Door } from "./door";
import { type GoodCode, Kept, type Leg, type Scan } from "./door_kept";

interface Result {
  nonce: string;
  is_admitted: boolean;
  words: string;
  todo: string;
}

const MOST = 100; // scans in one request
const AGAIN_MS = 20_000;

export function offerOffline(door: Door): void {
  const { root } = door;
  const kept = new Kept(root.dataset.door!);
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-door-${name}]`)!;
  const line = part("line");
  part("offline").hidden = false;

  const refresh = () => {
    line.hidden = navigator.onLine;
    kept.dropOldList();
    const list = kept.list.value;
    const loaded = part("loaded");
    if (list) loaded.textContent = filled(loaded, { count: list.codes.length, time: clock(list.now) });
    const waiting = part("waiting");
    waiting.hidden = kept.waiting.value.length === 0;
    waiting.textContent = filled(waiting, { count: kept.waiting.value.length });
    const conflicts = part("conflicts");
    conflicts.hidden = kept.conflicts.value.length === 0;
    conflicts.querySelector("ul")!.replaceChildren(
      ...kept.conflicts.value.map((one) => {
        const item = document.createElement("li");
        item.textContent = `${clock(one.at)} ${one.name} — ${one.words} ${one.todo}`;
        return item;
      }),
    );
  };

  const load = async () => {
    const loaded = part("loaded");
    try {
      const answer = await fetch(root.dataset.list!, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      kept.list.value = await answer.json();
      refresh();
    } catch {
      loaded.textContent = loaded.dataset.failed!;
    }
  };

  let isSending = false;
  const send = async () => {
    const scans = kept.waiting.value.slice(0, MOST);
    if (isSending || scans.length === 0 || !navigator.onLine) return;
    isSending = true;
    try {
      const results = await post(root.dataset.sync!, scans);
      const answered = new Map(results.map((one) => [one.nonce, one]));
      const refused = scans.filter((one) => answered.get(one.nonce)?.is_admitted === false);
      kept.conflicts.value = [
        ...kept.conflicts.value,
        ...refused.map(({ name, at, nonce }) => ({ name, at, words: answered.get(nonce)!.words, todo: answered.get(nonce)!.todo })),
      ];
      kept.waiting.value = kept.waiting.value.filter((one) => !answered.has(one.nonce));
      await renewDay();
    } catch {
      setTimeout(() => void send(), AGAIN_MS); // they stay in the queue
    }
    isSending = false;
    refresh();
  };

  const byList = async (code: string) => {
    line.hidden = false;
    const good = await kept.find(code);
    const now = Math.floor(Date.now() / 1000);
    const legs = good?.legs.filter((leg) => leg.left > 0) ?? [];
    if (!kept.list.value) return door.show(refusal(root, "nolist"));
    if (!good) return door.show(refusal(root, "unknown"));
    if (now < good.from) return door.show(refusal(root, "early"));
    if (good.until <= now) return door.show(refusal(root, "over"));
    if (legs.length === 0) return door.show(refusal(root, "used"));
    const admit = (leg: Leg, count: number) => {
      kept.letIn(good, { code, nonce: door.nonce, leg: leg.number, count, at: now, name: good.name } satisfies Scan);
      door.show(welcome(root, good, leg, count));
      refresh();
    };
    if (legs.length === 1 && good.whole) return admit(legs[0]!, legs[0]!.left);
    if (legs.length === 1 && (legs[0]!.left === 1 || legs[0]!.name === "")) return admit(legs[0]!, 1);
    door.show(choice(root, good, legs, admit));
  };

  // No line: the request is not sent at all, or its failure is answered by the list. Its nonce stays, so that an
  // answer that was lost on its way is no second use.
  root.addEventListener("htmx:beforeRequest", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    void byList(codeOf(event));
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) root.addEventListener(lost, (event) => void byList(codeOf(event)));

  root.addEventListener("click", (event) => {
    const pressed = (event.target as Element).closest("[data-door-next], [data-door-load], [data-door-forget]");
    if (pressed?.matches("[data-door-next]")) {
      event.preventDefault(); // the day's number came with the answer
      door.again();
    }
    if (pressed?.matches("[data-door-load]")) void load();
    if (pressed?.matches("[data-door-forget]")) kept.conflicts.value = [];
    if (pressed?.matches("[data-door-forget]")) refresh();
  });
  addEventListener("online", () => (refresh(), void send()));
  addEventListener("offline", refresh);
  refresh();
  void send();
}

async function post(where: string, scans: Scan[]): Promise<Result[]> {
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")!.content;
  const headers = { "X-CSRFToken": token, "Content-Type": "application/json", Accept: "application/json" };
  const answer = await fetch(where, { method: "POST", headers, body: JSON.stringify({ scans }) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return ((await answer.json()) as { results: Result[] }).results;
}

/** The day's number, with what was just sent. */
async function renewDay(): Promise<void> {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
  const day = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("door-day");
  if (day) document.getElementById("door-day")?.replaceWith(day);
}

function codeOf(event: Event): string {
  const form = (event as CustomEvent<{ elt: Element }>).detail.elt;
  return form instanceof HTMLFormElement ? String(new FormData(form).get("code") ?? "") : "";
}

function welcome(root: HTMLElement, good: GoodCode, leg: Leg, count: number): DocumentFragment {
  const shown = copy(root, "welcome");
  shown.querySelector("[data-door-name]")!.textContent = good.name;
  shown.querySelector("[data-door-detail]")!.textContent = [good.fare, leg.name, `× ${count}`, good.holder].filter(Boolean).join(" · ");
  return shown;
}

function refusal(root: HTMLElement, why: string): DocumentFragment {
  const shown = copy(root, "refused");
  const words = shown.querySelector<HTMLElement>("[data-door-why]")!;
  words.textContent = words.dataset[why] ?? "";
  return shown;
}

function choice(root: HTMLElement, good: GoodCode, legs: Leg[], admit: (leg: Leg, count: number) => void): DocumentFragment {
  const shown = copy(root, "choice");
  shown.querySelector("[data-door-name]")!.textContent = good.name;
  for (const leg of legs) {
    const part = copy(root, "leg");
    const form = part.querySelector("form")!;
    const count = form.querySelector<HTMLInputElement>("[name=count]")!;
    part.querySelector("[data-door-detail]")!.textContent = `${[good.fare, leg.name].filter(Boolean).join(" · ")} (${leg.left})`;
    count.max = count.value = String(leg.left);
    if (good.whole) count.min = count.max;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      admit(leg, Number(count.value));
    });
    shown.querySelector("[data-door-legs]")!.append(part);
  }
  return shown;
}

function copy(root: HTMLElement, name: string): DocumentFragment {
  return root.querySelector<HTMLTemplateElement>(`template[data-door-${name}]`)!.content.cloneNode(true) as DocumentFragment;
}

function filled(words: HTMLElement, values: Record<string, string | number>): string {
  return (words.dataset.words ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });
}
