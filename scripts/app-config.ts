// How the app is built: src/ with its worker and its service worker. vite.config.ts builds the product with it; tests that need another
// version (another build id, an upgraded database) build that one the same way into a folder of their own.

import { fileURLToPath } from "node:url";
import type { PluginOption, UserConfig } from "vite";
import solid from "vite-plugin-solid";
import { layerOrderPlugin } from "./layer-order-plugin.ts";
import { metaPolicyPlugin } from "./meta-policy-plugin.ts";
import { versionPlugins } from "./version-plugins.ts";
import { windowChunksPlugin } from "./window-chunks-plugin.ts";
import { workerEntryPlugin } from "./worker-entry-plugin.ts";
import { workerLibrariesPlugin } from "./worker-libraries-plugin.ts";

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

export type AppBuild = {
  /** Equal in window, worker and service worker of one version. */
  readonly buildId: string;
  /** Absolute. What earlier builds left there of the last versions is kept. */
  readonly outDir: string;
  /** For the window and for the worker, before all others; made anew for each, since a plugin has a state. */
  readonly plugins?: () => PluginOption[];
};

/** Functions of lib0/schema that only make a value. */
const LIB0_SCHEMA_MAKERS = ["$", "$constructedBy", "$custom", "$instanceOf", "$lambda", "$literal", "$union"];

export const appConfig = ({ buildId, outDir, plugins = () => [] }: AppBuild): UserConfig => ({
  root: path("src"),
  publicDir: path("public"),
  define: { __BUILD_ID__: JSON.stringify(buildId) },
  plugins: [
    plugins(),
    layerOrderPlugin(),
    windowChunksPlugin(path("src/begin.ts")),
    solid(),
    metaPolicyPlugin(),
    versionPlugins(buildId, outDir),
  ],
  worker: {
    format: "es",
    plugins: () => [plugins(), workerEntryPlugin(), workerLibrariesPlugin()],
    // lib0/dom, which Yjs imports, makes schemas when it is loaded: without this the bundler must keep all of lib0/schema for values nobody uses.
    rolldownOptions: { treeshake: { manualPureFunctions: LIB0_SCHEMA_MAKERS } },
  },
  build: {
    outDir,
    // Other versions' files lie there; kept-versions.ts takes away what belongs to none.
    emptyOutDir: false,
    manifest: true,
    target: "es2023",
    // A policy of `default-src 'self'` forbids the inline script of the polyfill; every supported browser preloads modules by itself.
    modulePreload: { polyfill: false },
    // Fonts and icons are files of their own: data: URLs are not allowed for them.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
