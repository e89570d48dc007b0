// Builds what browsers load into app/static/dist: our bundles, htmx, the QR reader's wasm, and the web fonts.
// Everything is served by us; only the tiles of a map come from the host that MUSUBI_MAP_TILE_URL names.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const dist = join(root, "app", "static", "dist");
const modules = join(root, "node_modules");

async function bundles() {
  const entries = readdirSync(here).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
  await build({
    entryPoints: entries.map((name) => join(here, name)),
    outdir: dist,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    sourcemap: "linked",
    legalComments: "linked",
    loader: { ".png": "dataurl" },
    logLevel: "warning",
  });
}

function copies() {
  cpSync(join(modules, "htmx.org", "dist", "htmx.min.js"), join(dist, "htmx.min.js"));
  cpSync(join(modules, "zxing-wasm", "dist", "reader", "zxing_reader.wasm"), join(dist, "zxing_reader.wasm"));
}

function fonts() {
  const source = join(modules, "@fontsource-variable", "noto-sans-jp");
  const target = join(dist, "fonts");
  mkdirSync(target, { recursive: true });
  cpSync(join(source, "LICENSE"), join(target, "LICENSE"));
  const css = readFileSync(join(source, "index.css"), "utf8");
  for (const [, file] of css.matchAll(/url\(\.\/files\/([^)]+)\)/g)) {
    cpSync(join(source, "files", file), join(target, file));
  }
  writeFileSync(join(dist, "fonts.css"), css.replaceAll("./files/", "./fonts/"));
}

if (existsSync(dist)) rmSync(dist, { recursive: true });
mkdirSync(dist, { recursive: true });
copies();
fonts();
await bundles();
