// Generates the API's types from the committed OpenAPI document.
import openapiTS, { astToString } from "openapi-typescript";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const source = new URL("../../openapi.json", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);

if (!existsSync(source)) {
  console.error("openapi.json is missing at the project's root; write it with `dealsmart openapi > openapi.json`.");
  process.exit(1);
}
const fresh = `// Generated from openapi.json by \`npm run api:generate\`. Not for editing.\n${astToString(await openapiTS(source))}`;
if (!process.argv.includes("--check")) writeFileSync(target, fresh);
else if (readFileSync(target, "utf8") !== fresh) {
  console.error("src/api/schema.d.ts is stale; run `npm run api:generate` and commit it.");
  process.exit(1);
} else console.log("The API types are fresh.");
