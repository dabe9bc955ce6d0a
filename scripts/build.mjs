// Builds the app (dist/) or what runs in Node (dist-node/) when its sources have changed since the last build.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { appSourceHash, nodeSourceHash } from "./source-hash.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const stampFolder = join(root, ".cache");

const BUILDS = {
  app: { label: "the app", sourceHash: appSourceHash, config: "vite.config.ts", proof: "dist/service-worker.js" },
  node: { label: "the relay and the home device", sourceHash: nodeSourceHash, config: "vite.node.config.ts", proof: "dist-node/relay.mjs" },
};

/** @param {string} path */
const readOrEmpty = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");

/**
 * @param {keyof typeof BUILDS} name
 * @throws with the builder's output when the build fails
 */
export function ensureBuilt(name) {
  const { label, sourceHash, config, proof } = BUILDS[name];
  const stamp = join(stampFolder, `${name}.hash`);
  const hash = sourceHash();
  if (existsSync(join(root, proof)) && readOrEmpty(stamp) === hash) return;
  console.log(`Building ${label} ...`);
  rmSync(stamp, { force: true });
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const run = spawnSync(process.execPath, [vite, "build", "--config", config, "--logLevel", "warn"], { cwd: root, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`Building ${label} failed.\n${run.error?.message ?? `${run.stdout}${run.stderr}`.trim()}`);
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stamp, hash);
}
