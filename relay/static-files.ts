// The built app as static files. All of dist/ is read once, at start: what is served is one version even while a new one is built, a request
// can name only what was found then, and nothing outside the folder can be reached. A missing file is 404, never the app's page.
// The hashed files of the two versions before lie in the folder too, for tabs that still run those; the build takes older ones away.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";

export type StaticFile = {
  readonly contentType: string;
  readonly cacheControl: string;
  /** Quoted, as in the header. */
  readonly etag: string;
  readonly bytes: Uint8Array;
  /** `null`: not worth it. */
  readonly brotli: Uint8Array | null;
  readonly gzip: Uint8Array | null;
};

/** By URL path. */
export type StaticSite = ReadonlyMap<string, StaticFile>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const ALREADY_COMPRESSED: ReadonlySet<string> = new Set([".ico", ".png", ".webp", ".woff2"]);
const MIN_COMPRESSED_BYTES = 1_024;
/** For what the build has not compressed itself: nearly as small as the highest level, at a tenth of its time, since the start waits for it. */
const BROTLI_QUALITY = 9;
/** What the build wrote compressed beside a file. */
const COMPRESSED_BESIDE = /^(?<original>.+)\.(br|gz)$/u;

/** Files under it carry a hash of their content in their name. */
const HASHED_PREFIX = "/assets/";
const ONE_YEAR_IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";

/** Empty when there is no such folder: the relay then serves devices only. */
export function loadStaticSite(folder: string): StaticSite {
  const files = new Map<string, StaticFile>();
  const paths = new Set(listFiles(folder));
  for (const path of paths) {
    const original = COMPRESSED_BESIDE.exec(path)?.groups?.["original"];
    if (original !== undefined && paths.has(original)) continue;
    const url = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(url, makeStaticFile(url, path));
  }
  const page = files.get("/index.html");
  if (page !== undefined) files.set("/", page);
  return files;
}

/** What begins with a dot is the build's own and not served. */
function listFiles(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return listFiles(path);
      return entry.isFile() ? [path] : [];
    });
}

function makeStaticFile(url: string, path: string): StaticFile {
  const bytes = readFileSync(path);
  const extension = extname(url).toLowerCase();
  const isCompressible = bytes.length >= MIN_COMPRESSED_BYTES && !ALREADY_COMPRESSED.has(extension);
  return {
    contentType: CONTENT_TYPES[extension] ?? "application/octet-stream",
    cacheControl: url.startsWith(HASHED_PREFIX) ? ONE_YEAR_IMMUTABLE : REVALIDATE,
    etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    bytes,
    brotli: isCompressible ? (compressedBeside(`${path}.br`, bytes, brotliDecompressSync) ?? brotli(bytes)) : null,
    gzip: isCompressible ? (compressedBeside(`${path}.gz`, bytes, gunzipSync) ?? gzipSync(bytes)) : null,
  };
}

const brotli = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });

/** What the build compressed, where it is this file's content and not an earlier one's. */
function compressedBeside(path: string, bytes: Uint8Array, decompress: (compressed: Uint8Array) => Buffer): Uint8Array | null {
  try {
    const compressed = readFileSync(path);
    return decompress(compressed).equals(bytes) ? compressed : null;
  } catch {
    return null;
  }
}

export type Encoding = "br" | "gzip" | "identity";

/** The best encoding that a request takes, by its Accept-Encoding header. */
export function chooseEncoding(file: StaticFile, accepted: string): Encoding {
  const takes = new Set(
    accepted
      .split(",")
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
      .map((part) => part.split(";")[0]?.trim()),
  );
  if (file.brotli !== null && takes.has("br")) return "br";
  return file.gzip !== null && takes.has("gzip") ? "gzip" : "identity";
}

export function encodedBytes(file: StaticFile, encoding: Encoding): Uint8Array {
  if (encoding === "br" && file.brotli !== null) return file.brotli;
  return encoding === "gzip" && file.gzip !== null ? file.gzip : file.bytes;
}
