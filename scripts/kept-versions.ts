// The versions whose files lie in dist/: the present one whole, the hashed files of the two before it, so that a tab of an earlier version
// still finds what it loads late, from any host that serves the folder. `versions.json` says which file belongs to which, newest first.
// Nothing is taken away before the new version is there as a whole.

import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder } from "./files-under.ts";

export type KeptVersion = {
  readonly build: string;
  /** SHA-256 over all files of the version, in hex: the service worker computes the same from what it has checked. */
  readonly hash: string;
  /** Its files with a hash in their name, as paths from the folder. */
  readonly assets: readonly string[];
};

/** The present one and two before it. */
const KEPT_VERSIONS = 3;
const VERSIONS_FILE = "versions.json";
const BUILDERS_OWN = ".vite/";
export const COMPRESSED_SUFFIXES = [".br", ".gz"] as const;

/** Whether the name carries a hash of the content, so that it never means anything else. */
export const isHashed = (path: string): boolean => path.startsWith("assets/");

/** In hex. */
export const sha256Hex = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Over one line for each file, in order of their paths: path, space, SHA-256 in hex. */
export function versionHash(folder: string, paths: readonly string[]): string {
  const lines = paths.toSorted().map((path) => `${path} ${sha256Hex(join(folder, path))}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

const isText = (value: unknown): value is string => typeof value === "string";

function isKeptVersion(value: unknown): value is KeptVersion {
  if (typeof value !== "object" || value === null) return false;
  const { build, hash, assets }: { build?: unknown; hash?: unknown; assets?: unknown } = value;
  return isText(build) && isText(hash) && Array.isArray(assets) && assets.every(isText);
}

/** Newest first; empty where there is no list that can be read. */
export function readVersions(folder: string): readonly KeptVersion[] {
  try {
    const versions: unknown = JSON.parse(readFileSync(join(folder, VERSIONS_FILE), "utf8"));
    return Array.isArray(versions) ? versions.filter(isKeptVersion) : [];
  } catch {
    return [];
  }
}

/** Takes `version`, whose files are written, as the present one, and removes what belongs to none of the last three. `files`: all it has. */
export function keepVersion(folder: string, version: KeptVersion, files: readonly string[]): void {
  const versions = [version, ...readVersions(folder).filter(({ build }) => build !== version.build)].slice(0, KEPT_VERSIONS);
  writeFileSync(join(folder, VERSIONS_FILE), `${JSON.stringify(versions, null, 1)}\n`);
  const kept = new Set([VERSIONS_FILE, ...files, ...versions.flatMap(({ assets }) => assets)]);
  for (const path of filesUnder(folder)) {
    const suffix = COMPRESSED_SUFFIXES.find((ending) => path.endsWith(ending)) ?? "";
    const original = path.slice(0, path.length - suffix.length);
    if (!kept.has(path) && !kept.has(original) && !path.startsWith(BUILDERS_OWN)) rmSync(join(folder, path));
  }
}
