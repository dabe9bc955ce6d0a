// Where the bytes of a file go that is written: into a file that the user has chosen, part by part, where the browser can do that; else into one blob, which
// the browser keeps where it likes and then saves. What is not written to its end leaves no file.

import type { DeviceId } from "../../base/ids.ts";
import { freeBuffer } from "../../base/bytes.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { FileExportError } from "../../replica/face/files.ts";
import type { ReplicaClient } from "../client/replica-client.ts";

const MEDIA_TYPE = "application/x-daybook";
const EXTENSION = ".daybook";
/** After it the browser has long begun to save what it was handed. */
const HANDED_OVER_MS = 60_000;

/** As a FileSystemWritableFileStream: `write` resolves once the part is put away, and nothing stands under its name before `close`. */
export type FileSink = {
  write(part: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
};

export type WrittenFile = { readonly records: number; readonly unreadable: number; readonly sizeBytes: number };

/** `not-written`: where it was to go took it no more. */
export type FileWriteError = FileExportError | { readonly kind: "not-written" };

/** What is used of a FileSystemFileHandle; types do not know all of it. */
export type WritableFile = {
  createWritable(): Promise<FileSink>;
  getFile(): Promise<File>;
  /** Not in every browser. */
  remove?(): Promise<void>;
};

type Written = Result<WrittenFile, FileWriteError>;

/** The next part is asked for when the last was put away. Rejects when `sink` takes no more. */
async function copyParts(sink: FileSink, { ask }: Pick<ReplicaClient, "ask">): Promise<Written> {
  for (let sizeBytes = 0; ;) {
    const next = await ask({ kind: "next-part" });
    if (!next.ok) return next;
    if (next.value.kind === "end") {
      await sink.close();
      const { records, unreadable } = next.value;
      return ok({ records, unreadable, sizeBytes });
    }
    const { bytes } = next.value;
    sizeBytes += bytes.length;
    await sink.write(bytes);
    freeBuffer(bytes.buffer);
  }
}

/** Whatever ends it before the file is whole, the sink is told. */
export async function writeFileTo(sink: FileSink, client: Pick<ReplicaClient, "ask">, lacking: DeviceId | null): Promise<Written> {
  const begun = await client.ask({ kind: "export-file", lacking });
  const written = begun.ok ? await copyParts(sink, client).catch(() => null) : begun;
  if (written?.ok === true) return written;
  if (written === null) await client.ask({ kind: "cancel-file" });
  await sink.abort().catch(() => undefined);
  return written ?? err({ kind: "not-written" });
}

/** `onWhole` gets the file once it is written. */
export function blobSink(onWhole: (file: Blob) => void): FileSink {
  const parts: Blob[] = [];
  return {
    async write(part) {
      // The browser's `Blob` takes bytes of memory that nobody shares, which ours all are; types cannot say so.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      parts.push(new Blob([part as Uint8Array<ArrayBuffer>]));
    },
    async close() {
      onWhole(new Blob(parts.splice(0), { type: MEDIA_TYPE }));
    },
    async abort() {
      parts.length = 0;
    },
  };
}

/** Among the user's downloads. */
const downloadSink = (name: string): FileSink =>
  blobSink((file) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), HANDED_OVER_MS);
  });

/** Into a file that the user has chosen; one that was made for it is taken away again when nothing comes of it. */
export async function chosenSink(file: WritableFile): Promise<FileSink> {
  const stream = await file.createWritable();
  return {
    write: (part) => stream.write(part),
    close: () => stream.close(),
    async abort() {
      await stream.abort().catch(() => undefined);
      if (file.remove !== undefined && (await file.getFile()).size === 0) await file.remove();
    },
  };
}

type Picker = (options: object) => Promise<WritableFile>;

/** Null where the browser has no such thing. */
function findPicker(): Picker | null {
  const picker: unknown = "showSaveFilePicker" in window ? window.showSaveFilePicker : null;
  // As the standard has it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return typeof picker === "function" ? (picker as Picker).bind(window) : null;
}

const isChangeOfMind = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";

/** Asks the user where to; null when they have changed their mind. Must be called on a click. */
export async function chooseSink(name: string): Promise<{ readonly sink: FileSink; readonly isDownload: boolean } | null> {
  const types = [{ description: "Daybook", accept: { [MEDIA_TYPE]: [EXTENSION] } }];
  try {
    const file = await findPicker()?.({ suggestedName: name, id: "daybook", types });
    if (file !== undefined) return { sink: await chosenSink(file), isDownload: false };
  } catch (error) {
    if (isChangeOfMind(error)) return null;
  }
  // Where it may not be asked for, or not be written to, the browser knows a place.
  return { sink: downloadSink(name), isDownload: true };
}
