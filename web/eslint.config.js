import tseslint from "typescript-eslint";

export default tseslint.config(
  // tools are plain scripts for Node, outside the typed project.
  { ignores: ["dist", "node_modules", "tools", "*.config.*"] },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      // Numbers in template strings are ids and pixels here, never user text.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
);
