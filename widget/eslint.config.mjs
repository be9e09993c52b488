import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "node_modules"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      // The widget lives on strangers' pages: text of others must never be parsed as HTML or code.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build nodes; never parse text as HTML." },
        { property: "outerHTML", message: "Build nodes; never parse text as HTML." },
        { property: "insertAdjacentHTML", message: "Build nodes; never parse text as HTML." },
      ],
      "no-eval": "error",
      "max-lines": ["error", 400],
    },
  },
  { files: ["test/**/*.ts"], rules: { "no-restricted-properties": "off" } },
);
