// One peer's figures, as a line of JSON: node measure.js NAME JOBS RATE SECONDS.
// Drained: from the start of its worker until every job ran and none is left in its store. Picked up: from before the call
// that enqueues to the first line of the handler, in one process, at a steady rate.
import { contestants } from "./contestants.js";

const [name, jobs, rate, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const make = contestants[name];
if (make === undefined) throw new Error(`${name} is none of ${Object.keys(contestants).join(", ")}`);

let ran = 0;
const waits = [];
const peer = await make((sent) => {
  ran += 1;
  if (sent > 0) waits.push(performance.now() - sent);
});

await peer.fill(jobs);
const began = performance.now();
await peer.start();
while (ran < jobs || (await peer.left()) > 0) await pause(2);
const drained = jobs / ((performance.now() - began) / 1000);

// Quiet first: what the backlog left behind, such as vacuum, is no part of the pick-up.
await pause(2000);
const count = rate * seconds;
const start = performance.now();
const sends = [];
for (let sent = 0; sent < count; sent += 1) {
  const due = start + (sent * 1000) / rate;
  while (performance.now() < due) await pause(Math.max(0, due - performance.now() - 1));
  sends.push(peer.send(performance.now()));
}
await Promise.all(sends);
const deadline = performance.now() + 30_000;
while (waits.length < count && performance.now() < deadline) await pause(5);
waits.sort((a, b) => a - b);
const at = (share) => waits[Math.max(0, Math.ceil(waits.length * share) - 1)] ?? null;
console.log(JSON.stringify({ name, jobs, drained_per_second: drained, picked_up: waits.length, lost: count - waits.length, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) }));
await peer.stop();
process.exit(0);
