// Signing an act on /sign/<id> with the wallet the person signed in with.
import { createWalletClient, custom, getAddress, type TypedDataDefinition } from "viem";
import { listWallets, watchWallets, type Wallet } from "./discovery";
import { Problem, sentence, type Words } from "./problems";
import { field, say } from "./status";

const NOTHING_FOUND_AFTER_MILLISECONDS = 800;

export function offerSigning(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset.words!) as Words;
  const button = form.querySelector<HTMLButtonElement>("[data-wallet-button]")!;
  const list = form.querySelector<HTMLElement>("[data-wallet-list]")!;
  let wallets: Wallet[] = [];
  watchWallets((found) => {
    wallets = found;
    button.disabled = found.length === 0;
    list.hidden = true;
    if (found.length > 0) say(form, words.ready);
    listWallets(form, found, (wallet) => void sign(form, words, wallet));
  });
  setTimeout(() => wallets.length === 0 && say(form, words.none, true), NOTHING_FOUND_AFTER_MILLISECONDS);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void start(form, words, wallets, list);
  });
}

/** With several wallets, the one that already shows the right account signs; otherwise the person chooses. */
async function start(form: HTMLFormElement, words: Words, wallets: Wallet[], list: HTMLElement): Promise<void> {
  if (wallets.length === 1) return sign(form, words, wallets[0]);
  for (const wallet of wallets) {
    if ((await openAccounts(wallet)).includes(getAddress(form.dataset.signer!))) return sign(form, words, wallet);
  }
  list.hidden = false;
  say(form, words.choose);
}

async function sign(form: HTMLFormElement, words: Words, wallet: Wallet): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("[data-wallet-button]")!;
  button.disabled = true;
  say(form, words.working);
  try {
    field(form, "signature").value = await signature(form, wallet);
    form.submit();
  } catch (error) {
    say(form, sentence(words, error), true);
  } finally {
    button.disabled = false;
  }
}

async function signature(form: HTMLFormElement, wallet: Wallet): Promise<string> {
  const signer = getAddress(form.dataset.signer!);
  const typedData = JSON.parse(form.dataset.typedData!) as TypedDataDefinition;
  const client = createWalletClient({ transport: custom(wallet.provider) });
  const accounts = (await client.requestAddresses()).map((address) => getAddress(address));
  if (accounts.length === 0) throw new Problem("locked");
  if (!accounts.includes(signer)) throw new Problem("wrongAccount", signer);
  await reachChain(wallet, Number(typedData.domain!.chainId));
  return client.signTypedData({ ...typedData, account: signer });
}

/** Wallets refuse typed data for another chain than theirs, so ask to switch before. */
async function reachChain(wallet: Wallet, chainId: number): Promise<void> {
  const wanted = `0x${chainId.toString(16)}` as const;
  const current = await wallet.provider.request({ method: "eth_chainId" });
  if (Number(current) === chainId) return;
  try {
    await wallet.provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: wanted }] });
  } catch (error) {
    if ((error as { code?: number }).code === 4001) throw error;
    throw new Problem("wrongChain", String(chainId));
  }
}

async function openAccounts(wallet: Wallet): Promise<string[]> {
  try {
    const accounts = (await wallet.provider.request({ method: "eth_accounts" })) as string[];
    return accounts.map((address) => getAddress(address));
  } catch {
    return [];
  }
}
