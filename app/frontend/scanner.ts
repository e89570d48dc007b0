// Reads the customer's QR code with the camera: the browser's own detector where there is one, else zxing in wasm.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

type Read = (video: HTMLVideoElement) => Promise<string>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

declare const BarcodeDetector: undefined | (new (options: { formats: string[] }) => Detector);

const LOOK_AGAIN_MS = 120;
const LARGEST_SIDE = 720;
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
    const found = await look(video, await reader(root), goesOn);
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

async function look(video: HTMLVideoElement, read: Read, goesOn: () => boolean): Promise<string> {
  while (goesOn()) {
    const found = await read(video).catch(() => "");
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return "";
}

async function reader(root: HTMLElement): Promise<Read> {
  if (typeof BarcodeDetector !== "undefined") {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
  }
  const wasm = root.dataset.scannerWasm!;
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return async (video) => {
    const scale = Math.min(1, LARGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    if (!canvas.width) return "";
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    const found = await readBarcodes(pixels, { formats: ["QRCode"], tryHarder: true });
    return found[0]?.text ?? "";
  };
}
