// Speaks the part of solc's command line that py-solc-x, Ape, forge and slither use, with the compiler from npm.
"use strict";
const fs = require("fs");
const path = require("path");
const solc = require(path.join(__dirname, "..", "node_modules", "solc"));

const words = process.argv.slice(2);
if (words.includes("--version")) {
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`);
  process.exit(0);
}
if (!words.includes("--standard-json")) {
  process.stderr.write("only --version and --standard-json are supported\n");
  process.exit(1);
}

function valueOf(option) {
  const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  if (at < 0) return undefined;
  return words[at].includes("=") ? words[at].slice(option.length + 1) : words[at + 1];
}

const base = valueOf("--base-path") || process.cwd();
const included = words.flatMap((word, at) => (word === "--include-path" ? [words[at + 1]] : []));
const input = words.slice(words.indexOf("--standard-json") + 1).find((word) => fs.existsSync(word) && fs.statSync(word).isFile());

function load(name) {
  for (const folder of ["", base, ...included]) {
    const file = folder ? path.resolve(folder, name) : name;
    if (fs.existsSync(file)) return { contents: fs.readFileSync(file, "utf8") };
  }
  return { error: `file not found: ${name}` };
}

const text = fs.readFileSync(input || 0, "utf8");
process.stdout.write(solc.compile(text, { import: load }) + "\n");
