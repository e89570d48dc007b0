// Bytes, and how they are written.
export type Bytes = Uint8Array<ArrayBuffer>;

export function joined(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function bytesOf(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

/** With or without 0x. */
export function bytesOfHex(text: string): Bytes {
  return Uint8Array.from(text.replace(/^0x/, "").match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function hexOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
