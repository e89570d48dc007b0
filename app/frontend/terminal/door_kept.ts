// What this device keeps for a door without a line: the list of the day, the admissions that wait, the conflicts. Signing
// out forgets the list (app/static/js/page.js); what waits stays, as it is sent by whoever stands here next.
export interface Leg {
  number: number;
  name: string;
  left: number;
}

export interface GoodCode {
  hash: string;
  holder: string;
  name: string;
  fare: string;
  legs: Leg[];
  whole: boolean; // all that are left at once: the holder signed for so many
  once?: boolean; // whoever came is in: nothing is left for a second scan
  from: number;
  until: number;
}

export interface List {
  day: string;
  now: number;
  codes: GoodCode[];
}

export interface Scan {
  code: string;
  nonce: string;
  leg: number;
  count: number;
  at: number;
  name: string;
}

export interface Conflict {
  name: string;
  at: number;
  words: string;
  todo: string;
}

function kept<T>(name: string, otherwise: T): { value: T } {
  return {
    get value(): T {
      return (JSON.parse(localStorage.getItem(name) ?? "null") as T | null) ?? otherwise;
    },
    set value(now: T) {
      localStorage.setItem(name, JSON.stringify(now));
    },
  };
}

export class Kept {
  readonly list;
  readonly waiting;
  readonly conflicts;

  constructor(shop: string) {
    this.list = kept<List | null>(`musubi.door.${shop}.list`, null);
    this.waiting = kept<Scan[]>(`musubi.door.${shop}.waiting`, []);
    this.conflicts = kept<Conflict[]>(`musubi.door.${shop}.conflicts`, []);
  }

  /** A list is good on its own day. */
  dropOldList(): void {
    const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });
    if (this.list.value && this.list.value.day !== today) this.list.value = null;
  }

  /** The list's word on a code, if it is there. */
  async find(code: string): Promise<GoodCode | null> {
    const hash = await hashOf(plainCode(code));
    return this.list.value?.codes.find((one) => one.hash === hash) ?? null;
  }

  /** Lets in by the list: what is used there is used for the next scan too. */
  letIn(good: GoodCode, scan: Scan): void {
    const list = this.list.value!;
    const leg = list.codes.find((one) => one.hash === good.hash)!.legs.find((one) => one.number === scan.leg)!;
    leg.left = good.once ? 0 : leg.left - scan.count;
    this.list.value = list;
    this.waiting.value = [...this.waiting.value, scan];
  }
}

/** The code of a ticket or a right as it is. An event's is eight letters: typed in any way, or out of the scanned address. */
function plainCode(code: string): string {
  const text = code.trim();
  const scanned = URL.canParse(text) ? new URL(text).searchParams.get("code") : null;
  const letters = (scanned ?? text).replace(/\s/g, "");
  return /^[0-9a-z]{8}$/i.test(letters) ? letters.toUpperCase() : text;
}

async function hashOf(code: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
