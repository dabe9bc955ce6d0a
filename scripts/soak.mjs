// `npm run soak -- --from N --count M --out FILE`: bundles the simulation for Node and runs it on any range of seeds.

import { fileURLToPath } from "node:url";
import { build } from "vite";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

await build({
  configFile: path("vite.node.config.ts"),
  logLevel: "warn",
  build: { outDir: path(".cache/soak"), rolldownOptions: { input: { soak: path("sim/soak.ts") } } },
});
// A path the compiler does not follow: the file is made by the build.
const soak = "../.cache/soak/soak.mjs";
await import(soak);
