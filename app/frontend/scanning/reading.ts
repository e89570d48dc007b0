// Looks for a QR code in what a camera sees: the browser's own detector where there is one, else zxing in wasm.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

export type Read = (video: HTMLVideoElement) => Promise<string>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

declare const BarcodeDetector: undefined | (new (options: { formats: string[] }) => Detector);

const LOOK_AGAIN_MS = 120;
const LARGEST_SIDE = 720;

// What the code says; empty once it need not go on.
export async function look(video: HTMLVideoElement, read: Read, goesOn: () => boolean): Promise<string> {
  while (goesOn()) {
    const found = await read(video).catch(() => "");
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return "";
}

// `wasm`: the address of zxing_reader.wasm, which only a browser without a detector loads.
export async function reader(wasm: string): Promise<Read> {
  if (typeof BarcodeDetector !== "undefined") {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
  }
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
