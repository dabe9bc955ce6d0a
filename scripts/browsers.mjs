// The three browser engines that the tests run in: where they are on this machine, and how to get them when they are not.
// Chromium must be there; Firefox and WebKit are left out, by name, where the machine cannot have them.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @typedef {"chromium" | "firefox" | "webkit"} EngineName */
/** @typedef {{ driver: string, miniBrowser: string, virtualDisplay: string }} WebKitPaths */

/** @type {readonly EngineName[]} */
export const ENGINE_NAMES = ["chromium", "firefox", "webkit"];

/** @param {string} path */
const runs = (path) => spawnSync(path, ["--version"], { stdio: "ignore", timeout: 60_000 }).status === 0;

/** @param {readonly string[]} names @returns {string | null} */
function onPath(names) {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return null;
}

async function playwrightChromium() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

/** @returns {Promise<string | null>} */
export async function findChromium() {
  const given = process.env["CHROMIUM_PATH"];
  if (given !== undefined && given !== "") return given;
  // On some systems `chromium-browser` is only a hint to install something: it must run.
  const installed = onPath(["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]);
  return installed !== null && runs(installed) ? installed : playwrightChromium();
}

/** @returns {string | null} */
export function findFirefox() {
  const given = process.env["FIREFOX_PATH"];
  if (given !== undefined && given !== "") return given;
  const installed = onPath(["firefox-esr", "firefox"]);
  return installed !== null && runs(installed) ? installed : null;
}

/** MiniBrowser lies outside PATH: /usr/lib/<machine>/webkit2gtk-4.1/MiniBrowser, or 4.0. @returns {string | null} */
function findMiniBrowser() {
  if (!existsSync("/usr/lib")) return null;
  for (const machine of ["", ...readdirSync("/usr/lib").filter((name) => name.includes("-linux-"))]) {
    for (const version of ["4.1", "4.0"]) {
      const path = join("/usr/lib", machine, `webkit2gtk-${version}`, "MiniBrowser");
      if (existsSync(path)) return path;
    }
  }
  return null;
}

/** @returns {WebKitPaths | null} */
export function findWebKit() {
  const driver = onPath(["WebKitWebDriver"]);
  const virtualDisplay = onPath(["Xvfb"]);
  const miniBrowser = findMiniBrowser();
  return driver === null || virtualDisplay === null || miniBrowser === null ? null : { driver, miniBrowser, virtualDisplay };
}

/** The engines that this machine has now. @returns {Promise<EngineName[]>} */
export async function availableEngines() {
  const found = { chromium: await findChromium(), firefox: findFirefox(), webkit: findWebKit() };
  return ENGINE_NAMES.filter((name) => found[name] !== null);
}

const isRoot = process.getuid?.() === 0;

/** Quiet; whether it worked is seen by looking for the browser again. @param {string} command @param {string[]} args */
function attempt(command, args) {
  spawnSync(command, args, { cwd: root, stdio: "ignore", timeout: 900_000, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}

/** @param {string[]} packages */
function aptInstall(packages) {
  if (onPath(["apt-get"]) === null) return;
  const asRoot = isRoot ? [] : ["sudo", "-n"];
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const [command = "apt-get", ...rest] = [...asRoot, "apt-get", ...args];
    attempt(command, rest);
  }
}

async function installChromium() {
  const playwright = join(root, "node_modules/@playwright/test/cli.js");
  attempt(process.execPath, [playwright, "install", ...(isRoot ? ["--with-deps"] : []), "chromium"]);
  const downloaded = await findChromium();
  if (downloaded === null || !runs(downloaded)) aptInstall(["chromium"]);
}

const WHY_LEFT_OUT = {
  chromium: "it could not be installed",
  firefox: "no firefox-esr or firefox on PATH, and it could not be installed",
  webkit: "no WebKitWebDriver, MiniBrowser and Xvfb, and they could not be installed",
};

/**
 * Installs what is missing, as far as this machine allows.
 * @returns {Promise<{ engine: EngineName, reason: string }[]>} the engines left out
 */
export async function ensureBrowsers() {
  const installers = {
    chromium: installChromium,
    firefox: () => aptInstall(["firefox-esr"]),
    webkit: () => aptInstall(["webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb"]),
  };
  const before = await availableEngines();
  for (const name of ENGINE_NAMES.filter((engine) => !before.includes(engine))) {
    console.log(`Installing ${name} ...`);
    await installers[name]();
  }
  const after = await availableEngines();
  return ENGINE_NAMES.filter((name) => !after.includes(name)).map((engine) => ({ engine, reason: WHY_LEFT_OUT[engine] }));
}
