import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/*.min.js", "**/node_modules/", "_build/", ".venv/", "book/_static/{katex,qrcode,tippy}/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "max-len": ["error", { code: 120, ignoreUrls: true }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["src/nnlib/widgets/*/widget.js"], rules: { "max-lines": ["error", 100] } }, // a table of contents
  {
    files: ["book/_static/**"],
    languageOptions: { sourceType: "script", globals: { DOCUMENTATION_OPTIONS: "readonly" } },
  },
];
