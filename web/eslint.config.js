import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const outward = (message, group) => ["error", { patterns: [{ group, message }] }];

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/schema.d.ts", "mock/shots"] },
  js.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": reactHooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // Routes redirect by throwing the router's redirect object.
      "@typescript-eslint/only-throw-error": ["error", { allow: [{ from: "package", package: "@tanstack/router-core", name: "Redirect" }] }],
    },
  },
  {
    // A feature reaches its own files relatively and the shared layers by alias; the deepest file is
    // features/<name>/<folder>/<file>, so `../../` always leaves the feature.
    files: ["src/features/**"],
    rules: {
      "no-restricted-imports": outward("Features do not import each other or the app; share through components, lib or api.", [
        "@/features/*",
        "@/app/*",
        "../../*",
      ]),
    },
  },
  {
    files: ["src/components/**", "src/lib/**", "src/api/**"],
    rules: {
      "no-restricted-imports": outward("Shared layers know nothing of features or the app.", ["@/features/*", "@/app/*", "**/features/*", "**/app/*"]),
    },
  },
  { files: ["*.{js,ts}", "mock/**", "scripts/**", "public/**"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: ["vite.config.ts"], languageOptions: { parser: tseslint.parser } },
);
