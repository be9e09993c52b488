// Fails when the JavaScript a first visit must load (the entry and everything it imports statically)
// is above the budget. Sizes are gzipped, as the server sends them.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KIB = 200;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
const initial = new Set();
const visit = (chunk) => {
  if (initial.has(chunk.file)) return;
  initial.add(chunk.file);
  for (const name of chunk.imports ?? []) visit(manifest[name]);
};
visit(entry);

const kib = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024;
let total = 0;
for (const file of initial) {
  total += kib(file);
  console.log(`${kib(file).toFixed(1).padStart(7)} KiB  ${file}`);
}
for (const chunk of Object.values(manifest)) {
  if (chunk.file.endsWith(".js") && !initial.has(chunk.file)) console.log(`${kib(chunk.file).toFixed(1).padStart(7)} KiB  ${chunk.file} (on demand)`);
}
console.log(`${total.toFixed(1).padStart(7)} KiB  initial JavaScript of ${BUDGET_KIB} KiB allowed`);
if (total > BUDGET_KIB) process.exit(1);
