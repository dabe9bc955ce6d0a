// The small scripts and styles of a version in one file more, as a first visit fetches them: each request through a service worker costs more of a phone's
// processor than what it brings. The files themselves are served as well, to a page whose service worker is not there yet.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isHashed } from "./kept-versions.ts";

/** Beyond it a file is fetched by itself, from the browser's own cache where the page has loaded it already. */
const MAX_BYTES = 64 * 1024;
const KINDS = /\.(?:js|css)$/u;

/** Writes `assets/parts-HASH.json`, an object of paths and texts, and answers its path. `paths` are from the folder. */
export function writeParts(folder: string, paths: readonly string[]): string {
  const parts = paths
    .filter((path) => isHashed(path) && KINDS.test(path))
    .toSorted()
    .map((path) => [path, readFileSync(join(folder, path), "utf8")] as const)
    .filter(([, text]) => Buffer.byteLength(text) < MAX_BYTES);
  const content = JSON.stringify(Object.fromEntries(parts));
  const path = `assets/parts-${createHash("sha256").update(content).digest("base64url").slice(0, 8)}.json`;
  writeFileSync(join(folder, path), content);
  return path;
}
