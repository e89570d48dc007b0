// A sealed poll's answer is encrypted here, before it leaves the browser: what is chosen is never sent as it is. Where
// the browser cannot, the form is sent as it is and the server seals it, as the page says from the beginning.
import { answerOf, Unfinished } from "./sealing/answers";
import { maySeal, sealAnswer } from "./sealing/box";

const form = document.querySelector<HTMLFormElement>("form[data-seal-key]");
if (form) void offerSealing(form);

async function offerSealing(form: HTMLFormElement): Promise<void> {
  if (!(await maySeal())) return;
  const words = form.querySelector<HTMLElement>("[data-seal-words]")!;
  words.textContent = words.dataset.here!;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, (event.submitter as HTMLButtonElement | null)?.name === "abstain");
  });
}

async function send(form: HTMLFormElement, abstains: boolean): Promise<void> {
  const says = form.querySelector<HTMLElement>("[data-seal-error]")!;
  const { sealKey: key, sealPoll: poll, sealVoter: voter, sealMost, mode, options, credits } = form.dataset;
  const question = { mode: mode!, options: Number(options), credits: Number(credits) };
  try {
    const answer = abstains ? [] : answerOf(question, new FormData(form));
    const box = await sealAnswer({ key: key!, poll: poll!, voter: voter!, most: Number(sealMost) }, answer);
    const envelope = document.querySelector<HTMLFormElement>("form[data-seal-envelope]")!;
    envelope.querySelector<HTMLInputElement>("input[name=box]")!.value = box;
    envelope.submit();
  } catch (problem) {
    says.textContent = says.dataset[problem instanceof Unfinished ? problem.message : "failed"] ?? "";
    says.hidden = false;
    says.scrollIntoView({ block: "center" });
  }
}
