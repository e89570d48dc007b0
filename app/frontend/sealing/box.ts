// A sealed answer, as dao/models/polls/sealing/boxes.py makes and opens it: all of a poll have one length.
import { bytesOf, bytesOfHex, hexOf, joined } from "./bytes";
import { encrypt } from "./hpke";

export type Seal = {
  key: string; // hex
  poll: string; // hex
  voter: string; // address, as the public record names the voter
  most: number; // how many numbers the longest answer holds
};

/** Hex. */
export async function sealAnswer(seal: Seal, answer: number[]): Promise<string> {
  const plain = new DataView(new ArrayBuffer(2 + 4 * seal.most));
  plain.setUint16(0, answer.length);
  answer.forEach((number, place) => plain.setInt32(2 + 4 * place, number));
  const info = joined(bytesOf("musubi poll ballot"), bytesOfHex(seal.poll), bytesOfHex(seal.voter));
  return hexOf(await encrypt(bytesOfHex(seal.key), new Uint8Array(plain.buffer), info));
}

/** Whether this browser has what it takes. */
export async function maySeal(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}
