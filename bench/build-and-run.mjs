// Installs what is missing, bundles the benchmark to .cache/bench.mjs (one folder below the project's root, as the sources it holds expect) and runs it.

import { fileURLToPath } from "node:url";
import { ensureDependencies } from "../scripts/dependencies.mjs";

ensureDependencies();
const { build } = await import("vite");
const root = fileURLToPath(new URL("..", import.meta.url));
await build({
  configFile: false,
  root,
  publicDir: false,
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: ".cache",
    emptyOutDir: false,
    target: "node20.19",
    minify: false,
    rolldownOptions: {
      input: "bench/main.ts",
      external: /^(node:|[a-z@])/u,
      output: { format: "es", entryFileNames: "bench.mjs", codeSplitting: false },
    },
  },
});
// A path the compiler does not follow: the file has just been made.
const bench = "../.cache/bench.mjs";
await import(bench);
