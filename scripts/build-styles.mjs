// Builds app/static/dist/main.css: the Digital Agency's tokens, ours, one file a component, one a surface, paper last.
import { mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const css = join(root, "app", "static", "css");
const dist = join(root, "app", "static", "dist");

function sheets(folder) {
  const names = readdirSync(join(css, folder)).filter((name) => name.endsWith(".css"));
  return names.sort().map((name) => join(css, folder, name));
}

const order = [
  join(root, "node_modules", "@digital-go-jp", "design-tokens", "dist", "tokens.css"),
  ...["tokens.css", "base.css", "layout.css"].map((name) => join(css, name)),
  ...sheets("components"),
  ...sheets("surfaces"),
  join(css, "print.css"),
];

mkdirSync(dist, { recursive: true });
await build({
  stdin: { contents: order.map((path) => `@import ${JSON.stringify(path)};`).join("\n"), resolveDir: root, loader: "css" },
  outfile: join(dist, "main.css"),
  bundle: true,
  minify: true,
  logLevel: "warning",
});
