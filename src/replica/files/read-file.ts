// Takes a file in (PROTOCOL.md "Files"): each frame goes where a session would bring it, and is verified there as from any link. What has been taken stays,
// so that an import that broke off goes on when it is done again, and one that is done twice changes nothing.

import { bytesEqual, concatBytes, EMPTY_BYTES } from "../../base/bytes.ts";
import { idToBytes, type DeviceId, type EpochId, type LogTag } from "../../base/ids.ts";
import { assert, err, ok, unreachable, type Result } from "../../base/result.ts";
import type { EpochKey } from "../../crypto/epoch-key.ts";
import type { CheckpointSource } from "../../sync/sync-source.ts";
import type { PageFrame } from "../../sync/session-step.ts";
import { decodeFrame } from "../../wire/frame-codec.ts";
import type { Frame, Version } from "../../wire/frames.ts";
import { FILE_CHUNK_BYTES, FILE_EPOCH_PREFIX_BYTES, FILE_HEADER_BYTES, FILE_TAG_BYTES } from "../../wire/limits.ts";
import { FileOpener, parseFileHeader, type FileHeader } from "../../wire/space-file.ts";
import type { FileImport, FileImportError, FileTaken } from "../face/files.ts";
import type { PathHead } from "../../ports/store.ts";
import { heardEntry, readHeardTimes } from "../heard-times.ts";
import type { Space } from "../space.ts";
import { makeBatch } from "../store-batch.ts";
import { catchStoreFailure, valueOf } from "../store-failure.ts";
import { CheckpointIntake } from "./checkpoint-intake.ts";

/** Pieces of a file from its beginning, one after another. */
export type FilePieces = AsyncIterable<Uint8Array>;

export type ImportWatch = {
  readonly isCancelled: () => boolean;
  /** Of the file's bytes, so many are taken. `heldBytes`: of it in memory now. */
  readonly progress: (doneBytes: number, heldBytes: number) => void;
};

/** Of one page. */
const MAX_TRIES = 5;

type Counts = { -readonly [Key in keyof FileTaken]: FileTaken[Key] };

/** Keys that it may be sealed under. */
function keysFor({ core }: Space, { epochPrefix }: FileHeader): Result<readonly EpochKey[], FileImportError> {
  const isMeant = ({ id }: { readonly id: EpochId }): boolean =>
    bytesEqual(idToBytes(id).subarray(0, FILE_EPOCH_PREFIX_BYTES), epochPrefix);
  const keys = [...core.members.epochKeys()].filter(isMeant);
  if (keys.length > 0) return ok(keys);
  return err({ kind: core.members.membership.epochs.some(isMeant) ? "newer-key" : "other-space" });
}

/** Records on paths, those that a base stands for among them. */
function recordsByLog(heads: readonly PathHead[]): ReadonlyMap<LogTag, number> {
  const byLog = new Map<LogTag, number>();
  for (const { log, seq, firstSeq } of heads) byLog.set(log, (byLog.get(log) ?? 0) + seq - firstSeq + 1);
  return byLog;
}

/** What the frames of one file have come to. Throws store failures. */
class Intake {
  readonly #space: Space;
  readonly #checkpoints: CheckpointSource;
  readonly #packs: CheckpointIntake;
  readonly #counts: Counts;
  readonly #begins = new Map<LogTag, number>();
  /** Devices of which something has come in. */
  readonly #heard = new Set<DeviceId>();
  #version: Version = [];

  constructor(space: Space, checkpoints: CheckpointSource, counts: Counts) {
    this.#space = space;
    this.#checkpoints = checkpoints;
    this.#packs = new CheckpointIntake(checkpoints, space.core.ports.suite.sha256);
    this.#counts = counts;
  }

  async take(frame: Frame): Promise<void> {
    switch (frame.type) {
      case "have":
        this.#version = frame.version;
        return;
      case "statements":
        return this.#takeStatements(frame.statements);
      case "receipts":
        return this.#takeReceipts(frame.receipts);
      case "ids":
        for (const { seq } of frame.ids) this.#begins.set(frame.log, seq);
        return;
      case "checkpoint":
        return this.#packs.begin(frame.checkpoint, frame.content, { version: this.#version, begins: this.#begins });
      case "pack":
        return this.#packs.take(frame);
      case "page":
        await this.#endPacks();
        return this.#takePage(frame);
      default:
    }
  }

  async #takeStatements(statements: readonly Uint8Array[]): Promise<void> {
    const { members } = this.#space.core;
    const before = members.dag.statements.length;
    valueOf(await this.#space.ingestStatements(statements));
    this.#counts.statements += members.dag.statements.length - before;
  }

  async #takeReceipts(frame: readonly Uint8Array[]): Promise<void> {
    const { core, receipts } = this.#space;
    const counters = new Map(core.members.devices.map((device) => [device, receipts.of(device)?.counter]));
    valueOf(await this.#space.ingestReceipts(frame));
    for (const [device, before] of counters) if (receipts.of(device)?.counter !== before) this.#heard.add(device);
  }

  async #takePage(page: PageFrame): Promise<void> {
    const { runs } = valueOf(await this.#ingest(page));
    for (const { code, count } of runs) {
      if (code === "stored" || code === "fork") this.#stored(page.log, count);
      else if (code === "duplicate" || code === "covered") this.#counts.held += count;
      else if (code === "gap") this.#counts.waiting += count;
      else if (code === "refused") this.#counts.refused += count;
      else unreachable(code);
    }
  }

  #stored(log: LogTag, count: number): void {
    this.#counts.records += count;
    const device = this.#space.core.members.findLog(log)?.device;
    if (device !== undefined && count > 0) this.#heard.add(device);
  }

  /** Another tab may append to the log, or get the links, in between. */
  async #ingest(page: PageFrame): ReturnType<Space["ingestPage"]> {
    for (let tries = 1; ; tries++) {
      const ingested = await this.#space.ingestPage(page);
      const isPassing = !ingested.ok && (ingested.error.kind === "head-moved" || ingested.error.kind === "fenced");
      if (!isPassing || tries === MAX_TRIES) return ingested;
      valueOf(await this.#space.refresh());
    }
  }

  /** What a base has brought counts as its records. */
  async #endPacks(): Promise<void> {
    const before = recordsByLog(this.#space.view().heads);
    await this.#packs.end();
    for (const [log, records] of recordsByLog(this.#space.view().heads)) this.#stored(log, Math.max(0, records - (before.get(log) ?? 0)));
  }

  async end(): Promise<void> {
    await this.#endPacks();
    if (this.#counts.records > 0) valueOf(await this.#space.receipts.issueIfDue());
  }

  /** Whatever has ended it. What cannot be kept of when a device was heard is missing there alone. */
  async left(): Promise<void> {
    this.#checkpoints.left();
    const { ports, space, self } = this.#space.core;
    this.#heard.delete(self);
    if (this.#heard.size === 0) return;
    const before = await readHeardTimes(ports.store, space, "filed").catch(() => null);
    if (before === null) return;
    await ports.store.commit(makeBatch(space, { meta: [heardEntry(space, before, this.#heard, ports.clock(), "filed")] }));
  }
}

/** The header with the first chunk, as far as there is one. */
async function readFirst(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let read: Uint8Array = EMPTY_BYTES;
  while (read.length < FILE_HEADER_BYTES + FILE_CHUNK_BYTES + FILE_TAG_BYTES) {
    const next = await pieces.next();
    if (next.done === true) break;
    read = concatBytes(read, next.value);
  }
  return read;
}

type Opened = ReturnType<FileOpener["add"]>;

/** Takes what opens, until the first error. Throws store failures. */
async function takeAll(intake: Intake, opened: Opened, at: number, watch: ImportWatch): Promise<FileImportError | null> {
  for (const bytes of opened) {
    if (watch.isCancelled()) return { kind: "cancelled" };
    if (!bytes.ok) return bytes.error;
    const frame = decodeFrame(bytes.value, { authenticated: true });
    if (!frame.ok) return { kind: "damaged", at };
    if (frame.value.type !== "ignored") await intake.take(frame.value);
  }
  return watch.isCancelled() ? { kind: "cancelled" } : null;
}

async function readChunks(
  intake: Intake,
  opener: FileOpener,
  { first, pieces, watch }: { readonly first: Uint8Array; readonly pieces: AsyncIterator<Uint8Array>; readonly watch: ImportWatch },
): Promise<FileImportError | null> {
  let doneBytes = FILE_HEADER_BYTES;
  for (let piece = first; ;) {
    const failed = await takeAll(intake, opener.add(piece), doneBytes, watch);
    if (failed !== null) return failed;
    doneBytes += piece.length;
    watch.progress(doneBytes, opener.heldBytes + piece.length);
    const next = await pieces.next();
    if (next.done === true) break;
    piece = next.value;
  }
  const failed = await takeAll(intake, opener.end(), doneBytes, watch);
  if (failed === null) await intake.end();
  return failed;
}

async function readWith(
  space: Space,
  pieces: AsyncIterator<Uint8Array>,
  counts: Counts,
  watch: ImportWatch,
): Promise<FileImportError | null> {
  const { suite } = space.core.ports;
  const first = await readFirst(pieces);
  const header = parseFileHeader(first.subarray(0, FILE_HEADER_BYTES));
  if (!header.ok) return header.error;
  const keys = keysFor(space, header.value);
  if (!keys.ok) return keys.error;
  const chunks = first.subarray(FILE_HEADER_BYTES);
  const openers = keys.value.map(({ key }) => new FileOpener(suite, key, header.value));
  const opener = openers.find((each) => each.opensFirst(chunks)) ?? openers[0];
  assert(opener !== undefined, "a key that it may be sealed under");
  const intake = new Intake(space, await space.loadCheckpoints(), counts);
  try {
    return await readChunks(intake, opener, { first: chunks, pieces, watch });
  } finally {
    await intake.left();
  }
}

/** What it has taken by then stays, whatever ends it. A rejection of `pieces` is the caller's. */
export async function readFile(space: Space, pieces: FilePieces, watch: ImportWatch): Promise<FileImport> {
  const counts: Counts = { records: 0, statements: 0, held: 0, refused: 0, waiting: 0 };
  const read = await catchStoreFailure(async () => ok(await readWith(space, pieces[Symbol.asyncIterator](), counts, watch)));
  return { taken: counts, error: read.ok ? read.value : { kind: "store", error: read.error } };
}
