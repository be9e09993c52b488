// Fails when the widget outgrows its budgets: 15 KiB for the loader, 60 KiB for all, gzipped.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const gzipped = async (file) => gzipSync(await readFile(file), { level: 9 }).length;
const loader = await gzipped("dist/widget.js");
const app = await gzipped("dist/app.js");
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

console.log(`loader ${kib(loader)} of 15 KiB, all ${kib(loader + app)} of 60 KiB (gzipped)`);
if (loader > 15 * 1024 || loader + app > 60 * 1024) {
  console.error("The widget is over its size budget.");
  process.exit(1);
}
