// The key of a trustee, as dao/models/polls/sealing/trustee_keys.py reads it: 16 random bytes in groups of letters.
import { bytesOf, joined, type Bytes } from "./bytes";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 base 32
const SECRET_BYTES = 16;
const CHECK_BYTES = 2;
const PRIVATE = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20]); // PKCS #8

export type TrusteeKey = { words: string; publicKey: Bytes };

/** Throws where the browser knows no X25519. */
export async function newTrusteeKey(): Promise<TrusteeKey> {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return { words: await wordsOf(secret), publicKey: await publicKeyOf(secret) };
}

async function wordsOf(secret: Bytes): Promise<string> {
  const check = new Uint8Array(await crypto.subtle.digest("SHA-256", secret)).slice(0, CHECK_BYTES);
  const bits = Array.from(joined(secret, check), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[parseInt(five.padEnd(5, "0"), 2)]).join("");
  return (letters.match(/.{1,5}/g) ?? []).join("-");
}

async function publicKeyOf(secret: Bytes): Promise<Bytes> {
  const keying = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: bytesOf("musubi poll trustee") };
  const scalar = new Uint8Array(await crypto.subtle.deriveBits(how, keying, 256));
  const own = await crypto.subtle.importKey("pkcs8", joined(PRIVATE, scalar), { name: "X25519" }, true, ["deriveBits"]);
  const { x } = await crypto.subtle.exportKey("jwk", own);
  const text = atob(x!.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
