// What runs in Node, bundled to dist-node/: the relay and the home device. Packages stay outside, since two of them bring native code.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: path("dist-node"),
    emptyOutDir: true,
    target: "node20.19",
    minify: false,
    rolldownOptions: {
      input: { relay: path("relay/main.ts"), peer: path("peer/main.ts") },
      external: /^(node:|[a-z@])/u,
      output: { format: "es", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
    },
  },
});
