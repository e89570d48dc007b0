// What /signin and /sign/<id> need of a browser wallet.
import { offerSignIn } from "./wallet/sign_in";
import { offerSigning } from "./wallet/sign_act";

const signIn = document.querySelector<HTMLFormElement>("form[data-wallet-sign-in]");
if (signIn) offerSignIn(signIn);

const act = document.querySelector<HTMLFormElement>("form[data-wallet-sign]");
if (act) offerSigning(act);
