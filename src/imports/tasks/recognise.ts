// What a file is, by what is in it: its name is only asked where its text could be several things. Another kind than those read here is named, so that
// whoever chose it knows what to choose in its place.

import { err, ok, type Result } from "../../base/result.ts";
import { detectDelimiter, readCsv, skipPreamble, type CsvRow, type Delimiter } from "./csv.ts";
import { decodeText, type Encoding } from "./decode-text.ts";
import { isIcs } from "./ics-lines.ts";
import { MAX_FILE_BYTES } from "./imported.ts";
import type { Parts } from "./json-parts.ts";
import type { ArchiveFault, UnpackedFile } from "./unpack.ts";
import { superProductivityTables } from "./read-super-productivity.ts";
import { isTodoistHeader } from "./read-todoist.ts";

export type Recognised = RecognisedFile | RecognisedArchive;

/** Files of one kind. */
export type RecognisedArchive = {
  readonly kind: "archive";
  readonly encoding: Encoding;
  readonly of: "todoist" | "ics";
  readonly files: readonly { readonly name: string; readonly file: RecognisedFile }[];
  /** The names of those of other kinds. */
  readonly others: readonly string[];
};

export type RecognisedFile = { readonly encoding: Encoding } & (
  | { readonly kind: "todoist"; readonly rows: readonly CsvRow[] }
  | { readonly kind: "table"; readonly rows: readonly CsvRow[] }
  | { readonly kind: "super-productivity"; readonly value: unknown; readonly tables: Parts }
  | { readonly kind: "ics"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
);

/** Why nothing here can be imported. */
export type FileFault =
  | "empty"
  | "too-large"
  /** Several tables, of which each has to be looked at by itself; and as in unpack.ts. */
  | "zip-tables"
  | ArchiveFault
  | "pdf"
  | "picture"
  | "web-page"
  | "daybook-file"
  | "binary"
  /** JSON that breaks off or is written wrongly. */
  | "bad-json"
  | "other-json"
  /** What Super Productivity syncs, which is packed or sealed. */
  | "sync-file"
  | "address-book";

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  text.split("").every((character, index) => bytes[index] === character.charCodeAt(0));

function signatureFault(bytes: Uint8Array): FileFault | null {
  if (startsWith(bytes, "%PDF-")) return "pdf";
  const isPicture = startsWith(bytes, "\u0089PNG") || startsWith(bytes, "\u00ff\u00d8\u00ff") || startsWith(bytes, "GIF8");
  return isPicture ? "picture" : null;
}

/** Controls that no text has; a few may have slipped in anywhere. */
const MOST_CONTROLS = 0.01;
const SAMPLE_CHARACTERS = 4_000;

function isBinary(text: string): boolean {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const controls = sample.match(/(?![\t\n\r\f\v])\p{Cc}|\uFFFD/gu)?.length ?? 0;
  return controls > sample.length * MOST_CONTROLS;
}

function recogniseJson(text: string, encoding: Encoding): Result<RecognisedFile, FileFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("bad-json");
  }
  const tables = superProductivityTables(value);
  return tables === null ? err("other-json") : ok({ kind: "super-productivity", value, tables, encoding });
}

/** Sentences have commas too: of plain text only what has the columns of a spreadsheet is a table. */
function isTableText(rows: readonly CsvRow[], delimiter: Delimiter, name: string): boolean {
  const isPlainText = name === "" || /\.(?:txt|md|markdown|text)$/iu.test(name);
  return rows.length > 1 && (!isPlainText || delimiter === "\t" || delimiter === ";");
}

function recogniseTable(text: string, encoding: Encoding, name: string): RecognisedFile | null {
  const isNamedTable = /\.(?:csv|tsv|tab)$/iu.test(name);
  const delimiter = detectDelimiter(text) ?? (isNamedTable ? "," : null);
  if (delimiter === null) return null;
  const rows = skipPreamble([...readCsv(text, delimiter)]);
  if (isTodoistHeader(rows[0]?.fields ?? [])) return { kind: "todoist", rows, encoding };
  return isNamedTable || isTableText(rows, delimiter, name) ? { kind: "table", rows, encoding } : null;
}

const OTHERS: readonly (readonly [RegExp, FileFault])[] = [
  [/^BEGIN:VCARD/iu, "address-book"],
  [/^pf_[^\n]{100}/u, "sync-file"],
  [/^(?:<!doctype html|<html|<\?xml|<!DOCTYPE NETSCAPE)/iu, "web-page"],
];

const SYNC_PREFIX = /^pf_\d+(?:\.\d+)*__(?=\{)/u;

const isJson = (begin: string, name: string): boolean =>
  /^[{[]/u.test(begin) && (/\.json$/iu.test(name) || /^(?:\{\s*["}]|\[\s*["{[])/u.test(begin));

/** `name`: the file's, "" of text that was pasted. */
export function recogniseText(decoded: string, encoding: Encoding, name: string): Result<RecognisedFile, FileFault> {
  const text = decoded.replace(/^\uFEFF/u, "");
  const begin = text.slice(0, SAMPLE_CHARACTERS).trimStart();
  if (begin === "") return err("empty");
  if (isBinary(text)) return err("binary");
  if (isIcs(begin)) return ok({ kind: "ics", text, encoding });
  // What Super Productivity syncs, neither packed nor sealed.
  if (isJson(begin.replace(SYNC_PREFIX, ""), name)) return recogniseJson(text.trimStart().replace(SYNC_PREFIX, ""), encoding);
  const other = OTHERS.find(([pattern]) => pattern.test(begin))?.[1];
  if (other !== undefined) return err(other);
  return ok(recogniseTable(text, encoding, name) ?? { kind: "text", text, encoding });
}

/** An archive is to be unpacked first; an empty one begins otherwise. */
export const isArchive = (bytes: Uint8Array): boolean => startsWith(bytes, "PK\u0003\u0004") || startsWith(bytes, "PK\u0005\u0006");

export function recognise(bytes: Uint8Array, name: string): Result<RecognisedFile, FileFault> {
  if (bytes.length > MAX_FILE_BYTES) return err("too-large");
  if (/\.daybook$/iu.test(name)) return err("daybook-file");
  const fault = signatureFault(bytes);
  if (fault !== null) return err(fault);
  const { text, encoding } = decodeText(bytes);
  return recogniseText(text, encoding, name);
}

/** Of an archive with one file in it that one; otherwise all of the kind that there is most of. */
export function recogniseFiles(files: readonly UnpackedFile[]): Result<{ readonly name: string; readonly found: Recognised }, FileFault> {
  const read = files.map(({ name, bytes }) => ({ name, found: recognise(bytes, name) }));
  const known = read.flatMap(({ name, found }) => (found.ok ? [{ name, file: found.value }] : []));
  const [first] = known;
  if (first === undefined) return err(read.length === 1 && read[0]?.found.ok === false ? read[0].found.error : "zip-empty");
  if (known.length === 1) return ok({ name: first.name, found: first.file });
  const ofKind = (kind: RecognisedFile["kind"]) => known.filter(({ file }) => file.kind === kind);
  const of = ofKind("ics").length > ofKind("todoist").length ? ("ics" as const) : ("todoist" as const);
  const ours = ofKind(of);
  if (ours.length === 0) return err("zip-tables");
  const names = new Set(ours.map(({ name }) => name));
  const others = files.map(({ name }) => name).filter((name) => !names.has(name));
  const encoding = ours.find(({ file }) => file.encoding !== "utf-8")?.file.encoding ?? "utf-8";
  return ok({ name: "", found: { kind: "archive", encoding, of, files: ours, others } });
}

/** What a list is called that has no other name: as the file, without what programs and browsers add to that. */
export function listNameOf(fileName: string): string {
  const bare = fileName.replace(/\.[a-z0-9]{1,8}$/iu, "").replaceAll("_", " ");
  return bare.replace(/\s*\(\d{1,3}\)$/u, "").replace(/\s*\[\d+\]$/u, "").trim(); // prettier-ignore
}
