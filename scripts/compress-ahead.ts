// Writes each compressible file of a version a second and third time beside itself, as `.br` and `.gz`, as small as they get: the relay serves
// those without work, and so can any static host that looks for them.

import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompressSync, constants, gzip } from "node:zlib";
import { COMPRESSED_SUFFIXES } from "./kept-versions.ts";

const COMPRESSIBLE: ReadonlySet<string> = new Set([".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest"]);
/** Below it a packet is a packet. */
const MIN_BYTES = 1_024;

/** Whether the file is compressed already, as one that an earlier build left. */
function isCompressed(file: string, content: Uint8Array): boolean {
  try {
    return brotliDecompressSync(readFileSync(`${file}.br`)).equals(content);
  } catch {
    return false;
  }
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file);
  if (!COMPRESSIBLE.has(extname(file)) || content.length < MIN_BYTES) {
    // One of an earlier build may have been longer.
    await Promise.all(COMPRESSED_SUFFIXES.map((suffix) => rm(file + suffix, { force: true })));
    return;
  }
  if (isCompressed(file, content)) return;
  const [brotli, zipped] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await writeFile(`${file}.gz`, zipped);
  await writeFile(`${file}.br`, brotli);
}

/** `paths` from the folder. */
export async function compressAhead(folder: string, paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map(async (path) => compressFile(join(folder, path))));
}
