// A hash of what a build is made from, independent of git and of file times: it names the build (window, worker and service worker
// compare it) and tells `npm start` whether what was built is still current.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const NOT_BUILT = /\.(test|suite)\.tsx?$|\.md$/u;
const SHARED_SOURCES = ["package.json", "package-lock.json", "tsconfig.base.json", "tsconfig.json", "scripts/source-hash.mjs"];
const APP_BUILDERS = ["app-config", "version-plugins", "kept-versions", "compress-ahead", "files-under", "layer-order-plugin"].map(
  (name) => `scripts/${name}.ts`,
);
const APP_SOURCES = ["src", "public", "vite.config.ts", ...APP_BUILDERS, ...SHARED_SOURCES];
const NODE_SOURCES = ["src", "relay", "rooms", "peer", "vite.node.config.ts", ...SHARED_SOURCES];

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}

/** @param {readonly string[]} sources */
function hashOf(sources) {
  const files = sources.flatMap((source) => filesUnder(join(root, source))).filter((file) => !NOT_BUILT.test(file));
  const names = files.map((file) => relative(root, file).split(sep).join("/")).sort();
  const hash = createHash("sha256");
  for (const name of names) {
    const content = readFileSync(join(root, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** 64 hex digits. */
export const appSourceHash = () => hashOf(APP_SOURCES);

/** 64 hex digits. */
export const nodeSourceHash = () => hashOf(NODE_SOURCES);

/** Names a build of the app: 16 hex digits. */
export const buildId = () => appSourceHash().slice(0, 16);
