// Installs exactly what package-lock.json says when node_modules is missing or does not match it.
// npm keeps a list of what it has installed in node_modules/.package-lock.json; that list is compared with the lockfile.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} LockedPackages */

/** @param {string} path @returns {LockedPackages | null} */
function readLock(path) {
  try {
    /** @type {{ packages?: LockedPackages }} */
    const lock = JSON.parse(readFileSync(`${root}/${path}`, "utf8"));
    return lock.packages ?? {};
  } catch {
    return null;
  }
}

function dependenciesAreCurrent() {
  const locked = readLock("package-lock.json");
  const installed = readLock("node_modules/.package-lock.json");
  if (locked === null || installed === null) return false;
  return Object.entries(locked).every(([path, entry]) => {
    const found = installed[path];
    // The project itself has no entry of its own; packages for other platforms are left out by npm.
    if (path === "" || (found === undefined && (entry.optional === true || entry.devOptional === true))) return true;
    return found !== undefined && found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * Runs npm quietly.
 * @param {string[]} args
 * @throws with the end of npm's own output when it fails
 */
function runNpm(args) {
  const npm = process.env["npm_execpath"];
  const run =
    npm === undefined
      ? spawnSync("npm", args, { cwd: root, encoding: "utf8", shell: process.platform === "win32" })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, encoding: "utf8" });
  if (run.status === 0) return;
  const output = `${run.stdout}\n${run.stderr}`.trim().split("\n").slice(-12).join("\n");
  throw new Error(`npm ${args[0]} failed.\n${run.error?.message ?? output}`);
}

export function ensureDependencies() {
  if (dependenciesAreCurrent()) return;
  console.log("Installing the locked dependencies ...");
  runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
}
