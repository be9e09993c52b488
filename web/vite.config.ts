import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const api = process.env.DEALSMART_API ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwind()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    port: 5173,
    proxy: { "/api": { target: api, ws: true, rewriteWsOrigin: true } },
  },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // The content security policy has no data: for fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    manifest: true,
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
