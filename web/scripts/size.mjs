// Fails when the JavaScript that a first visit loads is above the budget: the entry and what it imports, and
// with it what the screens people land on (signing in; the inbox with an open thread) add to it.
// Sizes are gzipped, as the server sends them.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KIB = 200;
const LANDINGS = {
  "entry alone": [],
  "signing in": ["src/features/auth/components/sign-in-page.tsx"],
  "inbox with a thread": ["src/app/frame.tsx", "src/features/inbox/components/inbox-page.tsx", "src/features/inbox/components/thread-page.tsx"],
};

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
const sizes = new Map();
const kib = (file) => {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024);
  return sizes.get(file);
};

function closure(chunk, files) {
  if (chunk === undefined) throw new Error("A landing screen is not in the build's manifest any more.");
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const name of chunk.imports ?? []) closure(manifest[name], files);
  return files;
}

let over = false;
for (const [name, sources] of Object.entries(LANDINGS)) {
  const files = closure(entry, new Set());
  for (const source of sources) closure(manifest[source], files);
  const total = [...files].reduce((sum, file) => sum + kib(file), 0);
  over ||= total > BUDGET_KIB;
  console.log(`${total.toFixed(1).padStart(7)} KiB of ${BUDGET_KIB}  ${name} (${files.size} files)`);
}
if (over) process.exit(1);
