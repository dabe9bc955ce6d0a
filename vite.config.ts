// The app: src/ to dist/, with its worker and its service worker. The build id comes from the sources, so equal sources make equal builds.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { layerOrderPlugin } from "./scripts/layer-order-plugin.ts";
import { serviceWorkerPlugin } from "./scripts/service-worker-plugin.ts";
import { buildId } from "./scripts/source-hash.mjs";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const id = buildId();

/** Functions of lib0/schema that only make a value. */
const LIB0_SCHEMA_MAKERS = ["$", "$constructedBy", "$custom", "$instanceOf", "$lambda", "$literal", "$union"];

export default defineConfig({
  root: path("src"),
  publicDir: path("public"),
  define: { __BUILD_ID__: JSON.stringify(id) },
  plugins: [layerOrderPlugin(), solid(), serviceWorkerPlugin(path("src/service-worker.ts"), path("dist"), id)],
  worker: {
    format: "es",
    // lib0/dom, which Yjs imports, makes schemas when it is loaded: without this the bundler must keep all of lib0/schema for values nobody uses.
    rolldownOptions: { treeshake: { manualPureFunctions: LIB0_SCHEMA_MAKERS } },
  },
  build: {
    outDir: path("dist"),
    emptyOutDir: true,
    manifest: true,
    target: "es2023",
    // A policy of `default-src 'self'` forbids the inline script of the polyfill; every supported browser preloads modules by itself.
    modulePreload: { polyfill: false },
    // Fonts and icons are files of their own: data: URLs are not allowed for them.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
