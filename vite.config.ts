// The app to dist/. The build id comes from the sources, so equal sources make equal builds.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { appConfig } from "./scripts/app-config.ts";
import { buildId } from "./scripts/source-hash.mjs";

export default defineConfig(appConfig({ buildId: buildId(), outDir: fileURLToPath(new URL("dist", import.meta.url)) }));
