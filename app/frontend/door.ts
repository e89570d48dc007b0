// The door. Its page is kept in this browser, so that it opens without a line too. A scan's nonce is in the page from the start, so that every repetition finds the same admission. Without a
// line it goes by the list that was loaded before, and sends what it let in when the line is back.
import { keepPage } from "./keep_page";
import { offerDevice } from "./terminal/device";
import { Door } from "./terminal/door";
import { offerOffline } from "./terminal/door_offline";
import { offerSound } from "./terminal/sound";

offerSound();
offerDevice();

const root = document.querySelector<HTMLElement>("[data-door]");
if (root) {
  const door = new Door(root);
  offerOffline(door);
  // Only now, so that a code that the camera reads at once is taken.
  addEventListener("load", () => {
    root.dispatchEvent(new CustomEvent("till:scan"));
    const reader = root.querySelector<HTMLElement>("[data-scanner-wasm]")!.dataset.scannerWasm!;
    keepPage(root.dataset.doorScope ?? "/terminal/", [reader]).catch(() => undefined); // without it the page works as before, with a line
  });
}
