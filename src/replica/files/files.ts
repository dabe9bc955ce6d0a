// Files, as a window asks for them (face/files.ts): seldom wanted, so that its code is loaded on first use. One job at a time.

import type { DeviceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Version } from "../../wire/frames.ts";
import {
  NOTHING_TAKEN,
  type FileAnswers,
  type FileExportError,
  type FileImport,
  type FilePart,
  type FileProgress,
  type FileRequest,
} from "../face/files.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { catchStoreFailure } from "../store-failure.ts";
import { takeLinksHere } from "../take-links-here.ts";
import { inParts } from "./file-parts.ts";
import { readFile, type FilePieces } from "./read-file.ts";
import { readyToSeal, writeFile, type WrittenSoFar } from "./write-file.ts";

/** Bytes of a file in memory at a time. */
const PIECE_BYTES = 1_048_576;

type Writing = { readonly parts: AsyncGenerator<Uint8Array>; readonly so: WrittenSoFar; doneBytes: number };
/** `writing` null: a file is taken in. */
type Job = { isCancelled: boolean; readonly writing: Writing | null };

const jobs = new WeakMap<Replica, Job>();

type Tell = (progress: FileProgress) => void;

/** What a device is known to have: nothing, where it has never said. */
function versionOf({ receipts }: Space, device: DeviceId | null): Version {
  return device === null ? [] : (receipts.versionOf(device) ?? []);
}

async function beginExport(replica: Replica, lacking: DeviceId | null, tell: Tell): Promise<Result<null, FileExportError>> {
  await readyToSeal(replica.space);
  if (jobs.has(replica)) return err({ kind: "busy" });
  const so: WrittenSoFar = { records: 0, unreadable: 0 };
  const chunks = writeFile(replica.space, versionOf(replica.space, lacking), so);
  if (chunks === null) return err({ kind: "no-key" });
  jobs.set(replica, { isCancelled: false, writing: { parts: inParts(chunks, PIECE_BYTES), so, doneBytes: 0 } });
  tell({ doneBytes: 0, allBytes: null });
  return ok(null);
}

async function nextPart(replica: Replica, tell: Tell): Promise<Result<FilePart, FileExportError>> {
  const job = jobs.get(replica);
  if (job === undefined || job.writing === null) return err({ kind: "cancelled" });
  const { writing } = job;
  const next = await catchStoreFailure(async () => ok(await writing.parts.next()));
  // Whoever cancelled it has ended it.
  if (job.isCancelled) return err({ kind: "cancelled" });
  if (next.ok && next.value.done !== true) {
    writing.doneBytes += next.value.value.length;
    tell({ doneBytes: writing.doneBytes, allBytes: null });
    return ok({ kind: "part", bytes: next.value.value });
  }
  endJob(replica, tell);
  return next.ok ? ok({ kind: "end", ...writing.so }) : err({ kind: "store", error: next.error });
}

function endJob(replica: Replica, tell: Tell): void {
  jobs.delete(replica);
  tell(null);
}

/** An import ends at its next piece; a file that is written at once, since nobody need ask for more of it. */
async function cancel(replica: Replica, tell: Tell): Promise<null> {
  const job = jobs.get(replica);
  if (job === undefined) return null;
  job.isCancelled = true;
  if (job.writing === null) return null;
  endJob(replica, tell);
  await job.writing.parts.return(undefined);
  return null;
}

/** The file's own bytes, a piece at a time. */
async function* piecesOf(file: Blob): FilePieces {
  for (let from = 0; from < file.size; from += PIECE_BYTES) yield new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
}

async function importFile(replica: Replica, file: Blob, job: Job, tell: Tell): Promise<FileImport> {
  const { space } = replica;
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
  const imported = await readFile(space, pieces(), {
    isCancelled: () => job.isCancelled || isUnreadable,
    progress: (doneBytes) => tell({ doneBytes, allBytes: file.size }),
  });
  if (imported.error === null && imported.taken.records > 0) replica.storage.noteRoom();
  replica.links.fileTaken(space.core.space);
  return isUnreadable ? { taken: imported.taken, error: { kind: "not-readable" } } : imported;
}

async function importAlone(replica: Replica, file: Blob, tell: Tell): Promise<FileImport> {
  if (jobs.has(replica)) return { taken: NOTHING_TAKEN, error: { kind: "busy" } };
  const job: Job = { isCancelled: false, writing: null };
  jobs.set(replica, job);
  try {
    return await importFile(replica, file, job, tell);
  } finally {
    endJob(replica, tell);
  }
}

async function answer(replica: Replica, request: FileRequest, tell: Tell): Promise<FileAnswers[FileRequest["kind"]]> {
  switch (request.kind) {
    case "export-file":
      return beginExport(replica, request.lacking, tell);
    case "next-part":
      return nextPart(replica, tell);
    case "import-file":
      return importAlone(replica, request.file, tell);
    case "cancel-file":
      return cancel(replica, tell);
  }
}

export const files = { answer };

export type Files = typeof files;
