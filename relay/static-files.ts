// The built app as static files. All of dist/ is read once, at start: what is served is one version even while a new one is built, a request
// can name only what was found then, and nothing outside the folder can be reached. A missing file is 404, never the app's page.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type StaticFile = {
  readonly contentType: string;
  readonly cacheControl: string;
  /** Quoted, as in the header. */
  readonly etag: string;
  readonly bytes: Uint8Array;
  /** Compressed on the first request for it; `null`: not worth it. */
  readonly brotli: (() => Promise<Uint8Array>) | null;
  readonly gzip: (() => Promise<Uint8Array>) | null;
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
/** Nearly as small as the highest level, at a tenth of its time: the first request waits for it. */
const BROTLI_QUALITY = 9;

/** Files under it carry a hash of their content in their name. */
const HASHED_PREFIX = "/assets/";
const ONE_YEAR_IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";

/** Empty when there is no such folder: the relay then serves devices only. */
export function loadStaticSite(folder: string): StaticSite {
  const files = new Map<string, StaticFile>();
  for (const path of listFiles(folder)) {
    const url = `/${relative(folder, path).split(sep).join("/")}`;
    files.set(url, makeStaticFile(url, readFileSync(path)));
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

function makeStaticFile(url: string, bytes: Uint8Array): StaticFile {
  const extension = extname(url).toLowerCase();
  const isCompressible = bytes.length >= MIN_COMPRESSED_BYTES && !ALREADY_COMPRESSED.has(extension);
  return {
    contentType: CONTENT_TYPES[extension] ?? "application/octet-stream",
    cacheControl: url.startsWith(HASHED_PREFIX) ? ONE_YEAR_IMMUTABLE : REVALIDATE,
    etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    bytes,
    brotli: isCompressible
      ? once(() => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }))
      : null,
    gzip: isCompressible ? once(() => promisify(gzip)(bytes)) : null,
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
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

export async function encodedBytes(file: StaticFile, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === "br" && file.brotli !== null) return file.brotli();
  if (encoding === "gzip" && file.gzip !== null) return file.gzip();
  return file.bytes;
}
