// The cart: saved items and typed prices make the amount. While something lies in it, the amount is its sum.
import type { Till } from "./till";

interface Line {
  item?: number;
  name: string;
  price: number;
  quantity: number;
}

export function offerCart(till: Till): void {
  const root = till.root.querySelector<HTMLElement>("[data-cart]");
  const field = till.root.querySelector<HTMLInputElement>("[data-cart-lines]");
  if (!root || !field) return;
  const list = root.querySelector<HTMLElement>("[data-cart-list]")!;
  const clear = root.querySelector<HTMLButtonElement>("[data-cart-clear]")!;
  const other = root.querySelector<HTMLInputElement>("[data-cart-other]")!;
  const words = root.querySelector<HTMLElement>("[data-cart-words]")!.dataset;
  const template = root.querySelector<HTMLTemplateElement>("[data-cart-line]")!;
  let lines: Line[] = [];

  const yen = (amount: number) => words.yen!.replace("{}", amount.toLocaleString("ja-JP"));

  const draw = () => {
    lines = lines.filter((line) => line.quantity > 0);
    list.replaceChildren(...lines.map(drawn));
    clear.hidden = lines.length === 0;
    field.value = lines.length ? JSON.stringify(lines.map(({ item, price, quantity }) => (item ? { item, quantity } : { price, quantity }))) : "";
    till.digits = String(lines.reduce((sum, line) => sum + line.price * line.quantity, 0) || "");
  };

  const change = (line: Line, by: number) => {
    line.quantity += by;
    draw();
  };

  const drawn = (line: Line) => {
    const row = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    row.querySelector("[data-line-name]")!.textContent = line.name;
    row.querySelector("[data-line-sum]")!.textContent = yen(line.price * line.quantity);
    row.querySelector("[data-line-quantity]")!.textContent = String(line.quantity);
    row.querySelector("[data-line-less]")!.addEventListener("click", () => change(line, -1));
    row.querySelector("[data-line-more]")!.addEventListener("click", () => change(line, 1));
    return row;
  };

  const addOther = () => {
    const price = Number(other.value.normalize("NFKC").replace(/\D/g, "").slice(0, 7));
    if (price > 0) lines.push({ name: words.other!, price, quantity: 1 });
    other.value = "";
    draw();
  };

  root.addEventListener("click", (event) => {
    const add = (event.target as Element).closest<HTMLElement>("[data-cart-add]");
    if (!add) return;
    const item = Number(add.dataset.cartAdd);
    const known = lines.find((line) => line.item === item);
    if (known) known.quantity += 1;
    else lines.push({ item, name: add.dataset.name!, price: Number(add.dataset.price), quantity: 1 });
    draw();
  });
  root.querySelector("[data-cart-other-add]")!.addEventListener("click", addOther);
  other.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    addOther();
  });
  const forget = () => {
    lines = [];
    draw();
  };
  clear.addEventListener("click", forget);
  // Whoever types an amount means that amount: the cart is emptied, so that the two never disagree.
  till.root.addEventListener("till:typed", () => {
    if (lines.length === 0) return;
    const typed = till.digits;
    forget();
    till.digits = typed;
  });
}
