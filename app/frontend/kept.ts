// A page that its reader needs where there may be no line, such as a ticket: [data-kept-page] names the part of the site.
import { keepPage } from "./keep_page";

const root = document.querySelector<HTMLElement>("[data-kept-page]");
if (root) addEventListener("load", () => void keep(root).catch(() => undefined));

async function keep(root: HTMLElement): Promise<void> {
  const isFresh = await keepPage(root.dataset.keptPage!);
  for (const words of root.querySelectorAll<HTMLElement>("[data-kept-words]")) words.hidden = isFresh;
}
