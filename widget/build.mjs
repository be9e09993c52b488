// Builds dist/widget.js (the loader), dist/app.js (the conversation, fetched on demand) and dist/source.css.
// The app is built first: its hash goes into the loader's address for it, so that a cached
// loader never runs an app of another version.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { transform, build } from "esbuild";

const inlineCss = {
  name: "inline-css",
  setup(b) {
    b.onResolve({ filter: /\.css\?inline$/ }, (args) => ({
      path: new URL(args.path.replace("?inline", ""), `file://${args.resolveDir}/`).pathname,
      namespace: "inline-css",
    }));
    b.onLoad({ filter: /.*/, namespace: "inline-css" }, async (args) => {
      const source = await readFile(args.path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true, target });
      return { contents: code.trim(), loader: "text", watchFiles: [args.path] };
    });
  },
};

const target = ["es2021", "safari15.4", "chrome94", "firefox93"];

async function bundle(entry, define = {}) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    charset: "utf8",
    target,
    define,
    plugins: [inlineCss],
    legalComments: "none",
  });
  return result.outputFiles[0].contents;
}

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
const app = await bundle("src/app/main.ts");
const version = createHash("sha256").update(app).digest("hex").slice(0, 12);
const loader = await bundle("src/loader/main.ts", { __APP_VERSION__: JSON.stringify(version) });
await writeFile("dist/app.js", app);
await writeFile("dist/widget.js", loader);
// The page that a citation opens is the server's; its style sheet is served beside the widget.
const source = await transform(await readFile("src/source.css", "utf8"), { loader: "css", minify: true });
await writeFile("dist/source.css", source.code);
