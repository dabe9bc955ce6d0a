// Builds src/service-worker.ts after the app, as a second small bundle that is told every file of this version with its SHA-256.
// A plugin of our own: the usual one brings some two hundred packages for what is a list of files.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build, type Plugin } from "vite";

/** One file of the version: its path from the app's root, and the SHA-256 of its content in hex. */
type VersionFile = readonly [path: string, sha256: string];

const NOT_PART_OF_A_VERSION = /^\.vite\/|\.map$|^service-worker\.js$/u;

function versionFiles(outDir: string): VersionFile[] {
  const paths = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outDir, join(entry.parentPath, entry.name)).split(sep).join("/"));
  return paths
    .filter((path) => !NOT_PART_OF_A_VERSION.test(path))
    .toSorted()
    .map((path) => [
      `/${path === "index.html" ? "" : path}`,
      createHash("sha256")
        .update(readFileSync(join(outDir, path)))
        .digest("hex"),
    ]);
}

/** `entry` and `outDir` are absolute paths. */
export function serviceWorkerPlugin(entry: string, outDir: string, buildId: string): Plugin {
  return {
    name: "daybook-service-worker",
    apply: "build",
    async closeBundle(error) {
      if (error !== undefined) return;
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { __BUILD_ID__: JSON.stringify(buildId), __VERSION_FILES__: JSON.stringify(versionFiles(outDir)) },
        build: {
          outDir,
          emptyOutDir: false,
          rolldownOptions: { input: entry, output: { format: "iife", entryFileNames: "service-worker.js" } },
        },
      });
    },
  };
}
