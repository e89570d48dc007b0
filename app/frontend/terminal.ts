// The till. A sale's key is in the page from the start, so that every repetition of a request finds the same payment.
import { offerCart } from "./terminal/cart";
import { offerDevice } from "./terminal/device";
import { offerKeypad } from "./terminal/keypad";
import { guardLine, recoverSale } from "./terminal/line";
import { offerPinpad } from "./terminal/pinpad";
import { offerSound } from "./terminal/sound";
import { Till } from "./terminal/till";
import { offerWedge } from "./terminal/wedge";

guardLine();
offerSound();
offerDevice();
offerPinpad();

const root = document.querySelector<HTMLElement>("[data-till]");
if (root) {
  const till = new Till(root);
  offerKeypad(till);
  offerCart(till);
  offerWedge(till);
  recoverSale(till);
}
