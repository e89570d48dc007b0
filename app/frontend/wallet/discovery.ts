// Which wallets are in this browser (EIP-6963), and their list on the page.
import { createStore, type EIP6963ProviderDetail } from "mipd";

export type Wallet = Pick<EIP6963ProviderDetail, "provider"> & { name: string; icon: string; key: string };

const LEGACY_WAIT_MILLISECONDS = 400;

/** Calls `changed` with all wallets known, at once and whenever another one announces itself. */
export function watchWallets(changed: (wallets: Wallet[]) => void): void {
  const store = createStore();
  const tell = () => changed(store.getProviders().map(fromAnnouncement));
  store.subscribe(tell, { emitImmediately: true });
  // Wallets from before EIP-6963 announce nothing and only stand on the window.
  setTimeout(() => {
    const legacy = (window as { ethereum?: Wallet["provider"] }).ethereum;
    if (legacy && store.getProviders().length === 0) {
      changed([{ provider: legacy, name: "Ethereum", icon: "", key: "legacy" }]);
    }
  }, LEGACY_WAIT_MILLISECONDS);
}

/** Rows of buttons, one a wallet. What a wallet says of itself is put in as text and as a picture, never as markup. */
export function listWallets(form: HTMLFormElement, wallets: Wallet[], chosen: (wallet: Wallet) => void): void {
  const list = form.querySelector<HTMLElement>("[data-wallet-list]")!;
  const row = document.querySelector<HTMLTemplateElement>("template[data-wallet-row]")!;
  list.replaceChildren(
    ...wallets.map((wallet) => {
      const item = row.content.cloneNode(true) as DocumentFragment;
      const icon = item.querySelector("img")!;
      if (wallet.icon.startsWith("data:image/")) icon.src = wallet.icon;
      else icon.remove();
      item.querySelector("[data-wallet-name]")!.textContent = wallet.name;
      item.querySelector("button")!.addEventListener("click", () => chosen(wallet));
      return item;
    }),
  );
}

function fromAnnouncement(detail: EIP6963ProviderDetail): Wallet {
  return { provider: detail.provider, name: detail.info.name, icon: detail.info.icon, key: detail.info.rdns };
}
