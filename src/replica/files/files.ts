// Files, as a window asks for them (face/files.ts): seldom wanted, so that its code is loaded on first use. One job at a time.

import type { DeviceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Version } from "../../wire/frames.ts";
import {
  NOTHING_TAKEN,
  type ExportedFile,
  type FileAnswers,
  type FileExportError,
  type FileImport,
  type FileProgress,
  type FileRequest,
} from "../face/files.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { takeLinksHere } from "../take-links-here.ts";
import { readFile, type FilePieces } from "./read-file.ts";
import { writeFile, type WrittenSoFar } from "./write-file.ts";

/** Bytes of a file in memory before the browser has them. */
const PIECE_BYTES = 1_048_576;
const MEDIA_TYPE = "application/x-daybook";
type Job = { isCancelled: boolean };

const jobs = new WeakMap<Replica, Job>();

type Tell = (progress: FileProgress) => void;

/** The browser's `Blob` takes bytes of memory that nobody shares, which ours all are; types cannot say so. */
function blobOf(parts: readonly (Uint8Array | Blob)[]): Blob {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return new Blob(parts as BlobPart[], { type: MEDIA_TYPE });
}

/** Gathers a file in blobs, of which the browser keeps the bytes where it likes. */
async function gather(chunks: AsyncIterable<Uint8Array>, job: Job, tell: Tell): Promise<Blob | null> {
  const parts: Blob[] = [];
  let held: Uint8Array[] = [];
  let [heldBytes, doneBytes] = [0, 0];
  for await (const chunk of chunks) {
    if (job.isCancelled) return null;
    held.push(chunk);
    heldBytes += chunk.length;
    doneBytes += chunk.length;
    if (heldBytes < PIECE_BYTES) continue;
    parts.push(blobOf(held));
    [held, heldBytes] = [[], 0];
    tell({ doneBytes, allBytes: null });
  }
  return blobOf([...parts, ...held]);
}

/** What a device is known to have: nothing, where it has never said. */
function versionOf({ receipts }: Space, device: DeviceId | null): Version {
  return device === null ? [] : (receipts.versionOf(device) ?? []);
}

async function exportFile(
  { space }: Replica,
  lacking: DeviceId | null,
  job: Job,
  tell: Tell,
): Promise<Result<ExportedFile, FileExportError>> {
  const so: WrittenSoFar = { records: 0, unreadable: 0 };
  const write = async (): Promise<Result<ExportedFile, FileExportError>> => {
    const chunks = writeFile(space, versionOf(space, lacking), so);
    if (chunks === null) return err({ kind: "no-key" });
    const file = await gather(chunks, job, tell);
    return file === null ? err({ kind: "cancelled" }) : ok({ file, ...so });
  };
  const written = await catchStoreFailure(async () => ok(await write()));
  return written.ok ? written.value : err({ kind: "store", error: written.error });
}

/** The file's own bytes, a piece at a time. */
async function* piecesOf(file: Blob): FilePieces {
  for (let from = 0; from < file.size; from += PIECE_BYTES) yield new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
}

async function importFile(replica: Replica, file: Blob, job: Job, tell: Tell): Promise<FileImport> {
  let isUnreadable = false;
  const pieces = async function* (): FilePieces {
    try {
      yield* piecesOf(file);
    } catch {
      isUnreadable = true;
    }
  };
  // A base is taken by the tab that has the links; where nothing of one is missing it can do without.
  await takeLinksHere(replica, () => job.isCancelled);
  const imported = await readFile(replica.space, pieces(), {
    isCancelled: () => job.isCancelled || isUnreadable,
    progress: (doneBytes) => tell({ doneBytes, allBytes: file.size }),
  });
  if (imported.error === null && imported.taken.records > 0) replica.storage.noteRoom();
  return isUnreadable ? { taken: imported.taken, error: { kind: "not-readable" } } : imported;
}

async function alone<T>(replica: Replica, busy: T, tell: Tell, act: (job: Job) => Promise<T>): Promise<T> {
  if (jobs.has(replica)) return busy;
  const job: Job = { isCancelled: false };
  jobs.set(replica, job);
  try {
    return await act(job);
  } finally {
    jobs.delete(replica);
    tell(null);
  }
}

async function answer(replica: Replica, request: FileRequest, tell: Tell): Promise<FileAnswers[FileRequest["kind"]]> {
  switch (request.kind) {
    case "export-file":
      return alone<FileAnswers["export-file"]>(replica, err({ kind: "busy" }), tell, (job) =>
        exportFile(replica, request.lacking, job, tell),
      );
    case "import-file":
      return alone<FileImport>(replica, { taken: NOTHING_TAKEN, error: { kind: "busy" } }, tell, (job) =>
        importFile(replica, request.file, job, tell),
      );
    case "cancel-file": {
      const job = jobs.get(replica);
      if (job !== undefined) job.isCancelled = true;
      return null;
    }
  }
}

export const files = { answer };

export type Files = typeof files;
