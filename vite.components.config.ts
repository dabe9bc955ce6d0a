// The component page (src/components.html) to dist-components/: for the tests that photograph it, never part of the product.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { layerOrderPlugin } from "./scripts/layer-order-plugin.ts";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: path("src"),
  publicDir: path("public"),
  plugins: [layerOrderPlugin(), solid()],
  build: {
    outDir: path("dist-components"),
    emptyOutDir: true,
    target: "es2023",
    // As written: an older target would fix light-dark() at the root, and both themes would show as one.
    cssTarget: "chrome130",
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { input: path("src/components.html") },
  },
});
