// What a wallet may answer instead of a signature, in the words of the page.
export type Words = Record<string, string>;

/** A problem we found ourselves; `word` names the sentence, `detail` follows it. */
export class Problem extends Error {
  constructor(
    readonly word: string,
    readonly detail = "",
  ) {
    super(word);
  }
}

const BY_CODE: Record<number, string> = {
  4001: "rejected", // EIP-1193: the person said no
  [-32002]: "pending", // a question already stands in the wallet
  4100: "locked",
};

export function sentence(words: Words, error: unknown): string {
  if (error instanceof Problem) return (words[error.word] ?? words.unknown) + error.detail;
  return words[BY_CODE[codeOf(error)] ?? "unknown"] ?? words.unknown;
}

/** viem wraps the wallet's own error in others. */
function codeOf(error: unknown): number {
  for (let inner = error; inner && typeof inner === "object"; inner = (inner as { cause?: unknown }).cause) {
    const code = (inner as { code?: unknown }).code;
    if (typeof code === "number") return code;
  }
  return 0;
}
