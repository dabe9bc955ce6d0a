// Looks for a text in bytes in every form in which it might lie there: its encodings, escaped, as base64 or hex, and inside anything compressed.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

type Needle = { readonly form: string; readonly bytes: Buffer };

/** Whatever stands before and after the text: the characters of base64 that hold nothing but the text. */
function base64Cores(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6) - 1);
  });
}

const escaped = (text: string): string =>
  Array.from(text, (character) => (character > "~" ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : character)).join("");

function needlesOf(text: string): readonly Needle[] {
  const utf16 = Buffer.from(text, "utf16le");
  const cores = base64Cores(text);
  return [
    { form: "UTF-8", bytes: Buffer.from(text) },
    { form: "decomposed UTF-8", bytes: Buffer.from(text.normalize("NFD")) },
    { form: "UTF-16 LE", bytes: utf16 },
    { form: "UTF-16 BE", bytes: Buffer.from(utf16).swap16() },
    { form: "JSON with escapes", bytes: Buffer.from(escaped(text)) },
    { form: "percent-encoding", bytes: Buffer.from(encodeURIComponent(text)) },
    { form: "hex", bytes: Buffer.from(Buffer.from(text).toString("hex")) },
    ...cores.map((core) => ({ form: "base64", bytes: Buffer.from(core) })),
    ...cores.map((core) => ({ form: "base64url", bytes: Buffer.from(core.replaceAll("+", "-").replaceAll("/", "_")) })),
  ];
}

/** What begins like a compressed stream and is one, inflated. */
function inflated(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  const attempt = (inflate: (input: Buffer) => Buffer, offset: number): void => {
    try {
      found.push(inflate(bytes.subarray(offset)));
    } catch {
      // Not a stream.
    }
  };
  for (let offset = 0; offset + 2 < bytes.length; offset++) {
    if (bytes[offset] === 0x78 && bytes.readUInt16BE(offset) % 31 === 0) {
      attempt(inflateSync, offset);
      attempt(inflateRawSync, offset + 2);
    }
    if (bytes[offset] === 0x1f && bytes[offset + 1] === 0x8b) attempt(gunzipSync, offset);
  }
  return found;
}

/** The forms in which `text` lies in `bytes`; empty when it does not. */
export function formsFound(bytes: Buffer, text: string): readonly string[] {
  const inside = (haystack: Buffer, prefix: string): string[] =>
    needlesOf(text).flatMap((needle) => (haystack.includes(needle.bytes) ? [prefix + needle.form] : []));
  return [...new Set([...inside(bytes, ""), ...inflated(bytes).flatMap((content) => inside(content, "compressed "))])];
}

/** SQLite's files beside the database come and go. */
const bytesOrNone = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  });

/** All files of a folder, one after the other. */
export async function folderBytes(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Buffer.concat(await Promise.all(files.map(bytesOrNone)));
}
