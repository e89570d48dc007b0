// Reads the customer's QR code with the camera and hands it to the till.
import { look, reader } from "./scanning/reading";

const USES_CAMERA = "musubi.camera"; // this shop scans with the camera: it opens by itself from the second sale on

const frame = document.querySelector<HTMLElement>("[data-scanner]");
if (frame) offerScanner(frame);

function offerScanner(root: HTMLElement): void {
  const till = root.closest<HTMLElement>("[data-till], [data-door]")!;
  const video = root.querySelector("video")!;
  const start = root.querySelector<HTMLButtonElement>("[data-scanner-start]")!;
  const words = root.querySelector<HTMLElement>("[data-scanner-words]")!;
  let turn = 0; // leaving the step ends the turn, also while the browser still asks for the camera
  let stream: MediaStream | null = null;

  const stop = () => {
    turn += 1;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.hidden = true;
    start.hidden = false;
    words.textContent = "";
  };

  const scan = async () => {
    const mine = (turn += 1);
    const goesOn = () => mine === turn;
    const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (!goesOn()) return opened.getTracks().forEach((track) => track.stop());
    stream = opened;
    localStorage.setItem(USES_CAMERA, "1");
    video.srcObject = opened;
    video.hidden = false;
    start.hidden = true;
    words.textContent = words.dataset.looking ?? "";
    await video.play();
    const found = await look(video, await reader(root.dataset.scannerWasm!), goesOn);
    if (!found) return;
    stop();
    till.dispatchEvent(new CustomEvent("till:scanned", { detail: found }));
  };

  const begin = () =>
    scan().catch(() => {
      stop();
      localStorage.removeItem(USES_CAMERA);
      words.textContent = words.dataset.refused ?? "";
    });

  start.addEventListener("click", begin);
  till.addEventListener("till:scan", () => localStorage.getItem(USES_CAMERA) && begin());
  till.addEventListener("till:leave-scan", stop);
}
