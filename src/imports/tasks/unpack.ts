// A ZIP archive, as which Todoist hands out all projects of somebody: the files in it that may hold tasks. What an archive says of itself is not believed: so many
// files are unpacked, and so many bytes of them, and no more, whatever it takes to pack them. Loaded with the first archive.

import { unzipSync, type UnzipFileInfo } from "fflate";
import { err, ok, type Result } from "../../base/result.ts";
import { MAX_FILE_BYTES, MAX_IMPORTED_LISTS } from "./imported.ts";

export type UnpackedFile = { readonly name: string; readonly bytes: Uint8Array };

/** Sealed by a password, broken off, or packed in a way that nobody uses; more in it than is taken; nothing in it that could hold tasks. */
export type ArchiveFault = "zip-damaged" | "zip-large" | "zip-empty";

const IS_TASKS = /\.(?:csv|tsv|tab|json|ics)$/iu;
const IS_TEXT = /\.(?:txt|md|markdown)$/iu;
/** What a Mac lays beside each file. */
const IS_SHADOW = /(?:^|\/)(?:__MACOSX\/|\.)/u;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Files in an archive that are looked at; `true`: it is unpacked. */
function filesIn(bytes: Uint8Array, isWanted: (file: UnzipFileInfo) => boolean): Readonly<Record<string, Uint8Array>> | null {
  try {
    return unzipSync(bytes, { filter: (file) => !IS_SHADOW.test(file.name) && isWanted(file) });
  } catch {
    return null;
  }
}

export function unpack(bytes: Uint8Array): Result<readonly UnpackedFile[], ArchiveFault> {
  const found: UnzipFileInfo[] = [];
  if (filesIn(bytes, (file) => found.push(file) < 0) === null) return err("zip-damaged");
  const tables = found.filter(({ name }) => IS_TASKS.test(name));
  const wanted = tables.length > 0 ? tables : found.filter(({ name }) => IS_TEXT.test(name));
  if (wanted.length === 0) return err("zip-empty");
  // Each is unpacked into as many bytes as it says, and fails where it has more.
  const sizeBytes = wanted.reduce((sum, { originalSize }) => sum + originalSize, 0);
  if (wanted.length > MAX_IMPORTED_LISTS || sizeBytes > MAX_FILE_BYTES) return err("zip-large");
  const names = new Set(wanted.map(({ name }) => name));
  const unpacked = filesIn(bytes, ({ name }) => names.has(name));
  if (unpacked === null) return err("zip-damaged");
  return ok(Object.entries(unpacked).map(([name, content]) => ({ name: baseName(name), bytes: content })));
}
