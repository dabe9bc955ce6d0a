// What makes a build one whole version that can follow another: the service worker with every file and its SHA-256, the hashed files of the
// versions before it kept beside it, and everything compressed ahead.
// vite-plugin-pwa builds src/service-worker.ts and puts the list in; it lists only files of this build, whatever else lies in the folder.

import { join } from "node:path";
import type { Plugin, PluginOption } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { compressAhead } from "./compress-ahead.ts";
import { filesUnder } from "./files-under.ts";
import { isHashed, keepVersion, sha256Hex, versionHash } from "./kept-versions.ts";
import { writeParts } from "./small-parts.ts";

const SERVICE_WORKER = "service-worker.js";
/** The builder's own, never part of a version. */
const NOT_OF_A_VERSION = /^\.vite\/|\.map$/u;
/** Above any file of ours; the default of 2 MiB would leave a file out with no more than a warning. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

type FilesOfThisBuild = {
  /** Paths from the output folder, `/` between folders, known once everything is written. */
  readonly paths: Set<string>;
};

function collectFiles(files: FilesOfThisBuild, outDir: string): Plugin {
  let publicDir = "";
  return {
    name: "daybook-version-files",
    apply: "build",
    configResolved(config) {
      ({ publicDir } = config);
    },
    writeBundle(_, bundle) {
      for (const path of [...Object.keys(bundle), ...filesUnder(publicDir)]) {
        if (!NOT_OF_A_VERSION.test(path)) files.paths.add(path);
      }
      files.paths.add(writeParts(outDir, [...files.paths]));
    },
  };
}

/** Last of all: when the service worker is there too. */
function keepVersions(files: FilesOfThisBuild, build: string, outDir: string): Plugin {
  return {
    name: "daybook-kept-versions",
    apply: "build",
    closeBundle: {
      sequential: true,
      order: "post",
      async handler(error) {
        if (error !== undefined) return;
        const paths = [...files.paths].toSorted();
        const version = { build, hash: versionHash(outDir, paths), assets: paths.filter(isHashed) };
        keepVersion(outDir, version, [...paths, SERVICE_WORKER]);
        await compressAhead(outDir, [...paths, SERVICE_WORKER]);
      },
    },
  };
}

/** `outDir` is absolute. */
export function versionPlugins(build: string, outDir: string): PluginOption[] {
  const files: FilesOfThisBuild = { paths: new Set() };
  const serviceWorker = VitePWA({
    strategies: "injectManifest",
    // Never by itself: src/app/update asks, and src/service-worker.ts takes over only when it is told to.
    registerType: "prompt",
    injectRegister: false,
    // public/manifest.webmanifest is ours.
    manifest: false,
    srcDir: ".",
    filename: "service-worker.ts",
    outDir,
    injectManifest: {
      rollupFormat: "iife",
      globPatterns: ["**/*"],
      maximumFileSizeToCacheInBytes: MAX_FILE_BYTES,
      manifestTransforms: [
        (entries) => ({
          manifest: entries
            .filter(({ url }) => files.paths.has(url))
            .toSorted((a, b) => (a.url < b.url ? -1 : 1))
            .map(({ url, size }) => ({ url, size, revision: sha256Hex(join(outDir, url)) })),
          warnings: [],
        }),
      ],
    },
  });
  return [collectFiles(files, outDir), serviceWorker, keepVersions(files, build, outDir)];
}
