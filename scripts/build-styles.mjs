// Builds app/static/dist/main.css: the Digital Agency's tokens, ours, one file a component, one a surface, paper last;
// and services.css for the sample services: the same tokens and components, and a sheet of their own.
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

const basis = [
  join(root, "node_modules", "@digital-go-jp", "design-tokens", "dist", "tokens.css"),
  ...["tokens.css", "base.css", "layout.css"].map((name) => join(css, name)),
  ...sheets("components"),
];

async function bundle(name, order) {
  await build({
    stdin: { contents: order.map((path) => `@import ${JSON.stringify(path)};`).join("\n"), resolveDir: root, loader: "css" },
    outfile: join(dist, name),
    bundle: true,
    minify: true,
    logLevel: "warning",
  });
}

mkdirSync(dist, { recursive: true });
await bundle("main.css", [...basis, ...sheets("surfaces"), join(css, "print.css")]);
await bundle("services.css", [...basis, join(css, "services.css")]);
