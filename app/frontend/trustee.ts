// A trustee's key is made here and shown once; only its public half is sent, when the trustee has written it down.
// Where the browser cannot, the form is sent as it is, and the server makes the key and shows it once.
import { hexOf } from "./sealing/bytes";
import { newTrusteeKey } from "./sealing/trustee_key";

const form = document.querySelector<HTMLFormElement>("form[data-trustee-accepts]");
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void offerKey(form);
});

async function offerKey(form: HTMLFormElement): Promise<void> {
  const shown = document.querySelector<HTMLElement>("[data-trustee-key]")!;
  try {
    const key = await newTrusteeKey();
    shown.querySelector<HTMLElement>("[data-trustee-words]")!.textContent = key.words;
    shown.querySelector<HTMLElement>("[data-copy]")!.dataset.copy = key.words;
    shown.querySelector<HTMLInputElement>("input[name=public_key]")!.value = hexOf(key.publicKey);
  } catch {
    form.submit();
    return;
  }
  form.closest("section")!.hidden = true;
  shown.hidden = false;
  shown.querySelector<HTMLElement>("h2")!.focus();
}
