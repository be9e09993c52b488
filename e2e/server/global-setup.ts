import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { FullConfig } from "@playwright/test";
import { Api, NORTHWIND } from "./api.ts";
import { Server } from "./server.ts";

/** The demo brings at least a dozen. */
const DOCUMENTS = 12;
const READ_WITHIN_MS = 420_000;

export default async function setUp(config: FullConfig): Promise<() => Promise<void>> {
  const server = await Server.start(join(config.rootDir, "../test-results/server.log"));
  try {
    await documentsAreRead();
  } catch (error) {
    await server.remove();
    throw error;
  }
  // A journey may have restarted it meanwhile, so its process is looked up again.
  return () => Server.current().remove();
}

async function documentsAreRead(): Promise<void> {
  const end = Date.now() + READ_WITHIN_MS;
  let state = "the demo workspace is not there";
  for (;;) {
    const api = await Api.signIn({ email: NORTHWIND.owner.email, password: NORTHWIND.password }).catch(() => null);
    while (api !== null) {
      const documents = await api.documents();
      const failed = documents.filter(({ status }) => status === "failed");
      if (failed.length > 0) throw new Error(`Demo documents failed: ${failed.map(({ title, error }) => `${title} (${error?.message ?? "?"})`).join(", ")}`);
      const ready = documents.filter(({ status }) => status === "ready").length;
      if (ready >= DOCUMENTS && ready === documents.length) return;
      state = `${ready} of ${documents.length} documents are ready`;
      if (Date.now() > end) break;
      await pause(250);
    }
    if (Date.now() > end) throw new Error(`The demo was not ready within ${READ_WITHIN_MS / 1_000} s: ${state}.`);
    await pause(250);
  }
}
