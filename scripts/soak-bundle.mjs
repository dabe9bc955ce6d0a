// Bundles the simulation for Node: bundled, a seed takes half the time that it takes in the test runner.

import { fileURLToPath } from "node:url";
import { build } from "vite";
import { otherVersions } from "./other-versions-plugin.mjs";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Returns the bundle's path. */
export async function bundleSoak() {
  await build({
    configFile: path("vite.node.config.ts"),
    logLevel: "warn",
    plugins: [otherVersions()],
    build: { outDir: path(".cache/soak"), rolldownOptions: { input: { soak: path("sim/soak.ts") } } },
  });
  return path(".cache/soak/soak.mjs");
}
