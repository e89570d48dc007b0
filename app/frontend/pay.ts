// Paying by the shop's code. The key of the payment is in the page, so that every repetition finds the same payment.
import { offerClock } from "./pay/clock";
import { offerStamp } from "./pay/stamp";
import { offerDevice } from "./terminal/device";
import { guardLine } from "./terminal/line";
import { offerSound } from "./terminal/sound";

guardLine();
offerSound();
offerDevice();
offerStamp();
offerClock();
