// Fails when src/api/schema.d.ts is not what the committed OpenAPI document generates.
import openapiTS, { astToString } from "openapi-typescript";
import { existsSync, readFileSync } from "node:fs";

const document = new URL("../../openapi.json", import.meta.url);
const generated = new URL("../src/api/schema.d.ts", import.meta.url);

if (!existsSync(document)) {
  console.error("openapi.json is missing at the project's root; write it with `dealsmart openapi > openapi.json`.");
  process.exit(1);
}
const bare = (text) => text.replace(/^\/\*\*[\s\S]*?\*\/\s*/, "").trim();
const fresh = astToString(await openapiTS(document));
if (bare(fresh) !== bare(readFileSync(generated, "utf8"))) {
  console.error("src/api/schema.d.ts is stale; run `npm run api:generate` and commit it.");
  process.exit(1);
}
console.log("API types are fresh.");
