// The desk of a sample service: the camera puts a card's QR into the field, where a reader that types and people who
// type put it as well. Whether somebody comes in or goes out, whoever stands at the desk presses.
import { look, reader } from "./scanning/reading";

const frame = document.querySelector<HTMLElement>("[data-card-camera]");
if (frame) offerCamera(frame);

function offerCamera(root: HTMLElement): void {
  const video = root.querySelector("video")!;
  const start = root.querySelector<HTMLButtonElement>("[data-camera-start]")!;
  const stop = root.querySelector<HTMLButtonElement>("[data-camera-stop]")!;
  const words = root.querySelector<HTMLElement>("[data-camera-words]")!;
  const field = document.getElementById(root.dataset.cardCamera!) as HTMLInputElement;
  let turn = 0; // pressing stop ends it, also while the browser still asks for the camera
  let stream: MediaStream | null = null;

  root.hidden = false;
  if (!navigator.mediaDevices?.getUserMedia) {
    start.hidden = true;
    words.textContent = root.dataset.missing ?? "";
    return;
  }

  const end = (said: string) => {
    turn += 1;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.hidden = stop.hidden = true;
    start.hidden = false;
    words.textContent = said;
  };

  const scan = async () => {
    const mine = (turn += 1);
    const goesOn = () => mine === turn;
    const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (!goesOn()) return opened.getTracks().forEach((track) => track.stop());
    stream = opened;
    video.srcObject = opened;
    video.hidden = stop.hidden = false;
    start.hidden = true;
    words.textContent = root.dataset.looking ?? "";
    await video.play();
    const found = await look(video, await reader(root.dataset.wasm!), goesOn);
    if (!found) return;
    end(root.dataset.found ?? "");
    field.value = found;
    document.getElementById(root.dataset.next!)?.focus();
  };

  start.addEventListener("click", () => scan().catch(() => end(root.dataset.refused ?? "")));
  stop.addEventListener("click", () => end(""));
}
