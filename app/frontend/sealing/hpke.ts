// Encryption to a public key (HPKE, RFC 9180) with the browser's own primitives: DHKEM(X25519, HKDF-SHA256),
// HKDF-SHA256, AES-128-GCM, base mode, one message. dao/models/polls/sealing/hpke.py opens what this seals.
import { bytesOf, joined, type Bytes } from "./bytes";

const VERSION = bytesOf("HPKE-v1");
const KEM = joined(bytesOf("KEM"), Uint8Array.of(0, 0x20));
const SUITE = joined(bytesOf("HPKE"), Uint8Array.of(0, 0x20, 0, 1, 0, 1));
const NOTHING = new Uint8Array(0);
const HASH_BYTES = 32;

/** Encapsulated key ‖ ciphertext. Throws where the browser knows no X25519. */
export async function encrypt(publicKey: Bytes, plaintext: Bytes, info: Bytes): Promise<Bytes> {
  const own = (await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"])) as CryptoKeyPair;
  const theirs = await crypto.subtle.importKey("raw", publicKey, { name: "X25519" }, false, []);
  const encapsulated = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, own.privateKey, 256);
  const extracted = await extract(KEM, NOTHING, "eae_prk", new Uint8Array(shared));
  const secret = await expand(KEM, extracted, "shared_secret", joined(encapsulated, publicKey), HASH_BYTES);
  const context = joined(
    Uint8Array.of(0),
    await extract(SUITE, NOTHING, "psk_id_hash", NOTHING),
    await extract(SUITE, NOTHING, "info_hash", info),
  );
  const scheduled = await extract(SUITE, secret, "secret", NOTHING);
  const iv = await expand(SUITE, scheduled, "base_nonce", context, 12);
  const raw = await expand(SUITE, scheduled, "key", context, 16);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  return joined(encapsulated, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plaintext)));
}

function extract(suite: Bytes, salt: Bytes, label: string, keying: Bytes): Promise<Bytes> {
  return hmac(salt.length ? salt : new Uint8Array(HASH_BYTES), joined(VERSION, suite, bytesOf(label), keying));
}

/** At most one block of the hash, which is all that is asked for here. */
async function expand(suite: Bytes, key: Bytes, label: string, info: Bytes, length: number): Promise<Bytes> {
  const block = joined(Uint8Array.of(0, length), VERSION, suite, bytesOf(label), info, Uint8Array.of(1));
  return (await hmac(key, block)).slice(0, length);
}

async function hmac(key: Bytes, text: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, text));
}
