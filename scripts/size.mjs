// What the app costs before it takes a key: JavaScript of the window and of the worker (each entry with everything it imports
// statically, brotli), and the fonts that a Latin first screen uses. Read from what was built, so that nothing is estimated.

import { readFileSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { parseAst } from "vite";

const dist = fileURLToPath(new URL("../dist", import.meta.url));

/** In KiB of 1,024 bytes. */
export const SIZE_BUDGET = { windowJsKiB: 90, workerJsKiB: 75, fontsKiB: 110 };

/** @typedef {keyof typeof SIZE_BUDGET} SizeName */

/** @type {SizeName[]} */
const SIZE_NAMES = ["windowJsKiB", "workerJsKiB", "fontsKiB"];

/** With all that they import statically. @param {string[]} files from dist */
function staticClosure(files) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const file of files) addStaticClosure(file, found);
  return found;
}

/** @param {string} file from dist @param {Set<string>} found */
function addStaticClosure(file, found) {
  if (found.has(file)) return;
  found.add(file);
  for (const node of parseAst(readFileSync(join(dist, file), "utf8")).body) {
    const source = "source" in node ? node.source : null;
    if (source !== null && source !== undefined) addStaticClosure(posix.join(dirname(file), source.value), found);
  }
}

/** @param {Iterable<string>} files */
function brotliKiB(files) {
  let bytes = 0;
  for (const file of files) bytes += brotliCompressSync(readFileSync(join(dist, file))).length;
  return bytes / 1024;
}

/** The scripts of the page. */
function windowScripts() {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const scripts = [...page.matchAll(/<script [^>]*src="\/([^"]+)"/gu)].flatMap(([, file]) => (file === undefined ? [] : [file]));
  if (scripts.length === 0) throw new Error("dist/index.html has no script");
  return scripts;
}

/** Of the present version: files of the ones before it lie there too. @param {RegExp} pattern */
function assetsNamed(pattern) {
  /** @type {{ assets: string[] }[]} */
  const [present] = JSON.parse(readFileSync(join(dist, "versions.json"), "utf8"));
  if (present === undefined) throw new Error("dist/versions.json names no version");
  return present.assets.filter((path) => pattern.test(posix.basename(path)));
}

function workerEntry() {
  const [entry, ...others] = assetsNamed(/^replica\.worker-.*\.js$/u);
  if (entry === undefined || others.length > 0) throw new Error("dist/assets must hold one replica.worker-*.js");
  return entry;
}

/** Whether a `unicode-range` value covers the letter A (U+41). @param {string} ranges */
function coversLatin(ranges) {
  return ranges.split(",").some((range) => {
    const [from = "", to = from] = range.trim().replace(/^u\+/iu, "").split("-");
    const low = Number.parseInt(from.replaceAll("?", "0"), 16);
    const high = Number.parseInt(to.replaceAll("?", "F"), 16);
    return low <= 0x41 && 0x41 <= high;
  });
}

function firstScreenFonts() {
  /** @type {Set<string>} */
  const fonts = new Set();
  for (const [, file] of readFileSync(join(dist, "index.html"), "utf8").matchAll(/href="\/(assets\/[^"]+\.woff2)"/gu)) {
    if (file !== undefined) fonts.add(file);
  }
  for (const sheet of assetsNamed(/\.css$/u)) {
    for (const [face] of readFileSync(join(dist, sheet), "utf8").matchAll(/@font-face\s*\{[^}]*\}/gu)) {
      const file = /url\("?\/(assets\/[^")]+)/u.exec(face)?.[1];
      const ranges = /unicode-range:([^;}]+)/u.exec(face)?.[1];
      if (file !== undefined && (ranges === undefined || coversLatin(ranges))) fonts.add(file);
    }
  }
  return [...fonts];
}

/**
 * Reads dist/; build first.
 * @returns {Record<SizeName, number>}
 */
export function measureSizes() {
  return {
    windowJsKiB: brotliKiB(staticClosure(windowScripts())),
    workerJsKiB: brotliKiB(staticClosure([workerEntry()])),
    fontsKiB: firstScreenFonts().reduce((sum, file) => sum + statSync(join(dist, file)).size, 0) / 1024,
  };
}

/** Prints each size beside its budget; false when one is over it. */
export function sizesAreWithinBudget() {
  const sizes = measureSizes();
  let within = true;
  for (const name of SIZE_NAMES) {
    const over = sizes[name] > SIZE_BUDGET[name];
    if (over) within = false;
    console.log(`  ${name}: ${sizes[name].toFixed(1)} KiB, ${over ? "OVER" : "within"} ${SIZE_BUDGET[name]}`);
  }
  return within;
}
