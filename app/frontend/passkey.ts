// Passkeys: a form with data-passkey="get" signs in with one, "create" adds one. The server makes and checks each challenge.
import { field, say } from "./wallet/status";

type Words = Record<"otherPlace" | "cancelled" | "known" | "offline" | "unknown" | "working", string>;

class Offline extends Error {}

const form = document.querySelector<HTMLFormElement>("form[data-passkey]");
if (form && canDo()) offer(form);

function canDo(): boolean {
  return "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

function offer(form: HTMLFormElement): void {
  const words = JSON.parse(form.dataset.words!) as Words;
  document.querySelector<HTMLElement>("[data-passkey-absent]")?.remove();
  form.closest<HTMLElement>("[data-passkey-way]")!.hidden = false;
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]")!;
  if (location.origin !== form.dataset.origin) {
    button.disabled = true; // a device would refuse, as this is another site to it
    say(form, words.otherPlace);
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    say(form, words.working);
    try {
      field(form, "credential").value = JSON.stringify(await answer(form));
      form.submit();
    } catch (error) {
      say(form, words[reason(error)], true);
      button.disabled = false;
    }
  });
}

async function answer(form: HTMLFormElement): Promise<Credential | null> {
  const headers = { "X-CSRFToken": field(form, "csrf_token").value, Accept: "application/json" };
  const asked = await fetch(form.dataset.challenges!, { method: "POST", headers }).catch(() => null);
  if (!asked?.ok) throw new Offline();
  const options = await asked.json();
  if (form.dataset.passkey === "create")
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

function reason(error: unknown): keyof Words {
  if (error instanceof Offline) return "offline";
  const name = error instanceof DOMException ? error.name : "";
  return name === "NotAllowedError" || name === "AbortError" ? "cancelled" : name === "InvalidStateError" ? "known" : "unknown";
}
