// Sign-In with Ethereum: our challenge, the wallet's signature, and the form that carries both back.
import { createWalletClient, custom, getAddress } from "viem";
import { createSiweMessage } from "viem/siwe";
import { listWallets, watchWallets, type Wallet } from "./discovery";
import { Problem, sentence, type Words } from "./problems";
import { field, say } from "./status";

type Challenge = {
  domain: string;
  uri: string;
  statement: string;
  chainId: number;
  nonce: string;
  issuedAt: string;
  expirationTime: string;
};

export function offerSignIn(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset.words!) as Words;
  const none = document.querySelector<HTMLElement>("[data-wallet-none]")!;
  watchWallets((wallets) => {
    none.hidden = wallets.length > 0;
    listWallets(form, wallets, (wallet) => void signIn(form, words, wallet));
  });
}

async function signIn(form: HTMLFormElement, words: Words, wallet: Wallet): Promise<void> {
  const buttons = form.querySelectorAll<HTMLButtonElement>("[data-wallet-list] button");
  buttons.forEach((button) => (button.disabled = true));
  say(form, words.working);
  try {
    const client = createWalletClient({ transport: custom(wallet.provider) });
    const [first] = await client.requestAddresses();
    if (!first) throw new Problem("locked");
    const account = getAddress(first);
    const message = messageFor(account, await challengeOf(form));
    field(form, "message").value = message;
    field(form, "signature").value = await client.signMessage({ account, message });
    form.submit();
  } catch (error) {
    say(form, sentence(words, error), true);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
}

function messageFor(address: `0x${string}`, challenge: Challenge): string {
  // A wallet warns, rightly, when a message names another site than the one it stands on.
  if (challenge.domain !== window.location.host) throw new Problem("otherPlace");
  return createSiweMessage({
    ...challenge,
    address,
    version: "1",
    issuedAt: new Date(challenge.issuedAt),
    expirationTime: new Date(challenge.expirationTime),
  });
}

async function challengeOf(form: HTMLFormElement): Promise<Challenge> {
  const headers = { "X-CSRFToken": field(form, "csrf_token").value, Accept: "application/json" };
  const answer = await fetch(form.dataset.challenges!, { method: "POST", headers }).catch(() => null);
  if (!answer?.ok) throw new Problem("offline");
  return (await answer.json()) as Challenge;
}
