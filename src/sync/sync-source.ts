// The local replica of one space, as a session needs it, and the effects of a session that it carries out.

import type { DeviceId, PackId, RecordId, StatementId } from "../base/ids.ts";
import { ok, unreachable, type Result } from "../base/result.ts";
import type { LogPath, StoreError } from "../ports/store.ts";
import type { ForkSearch, SeqAndId } from "../wire/fork-search.ts";
import type { CheckpointId, Version, VersionEntry } from "../wire/frames.ts";
import type { AnswerFrame, AskFrame, Probe, ProbeAnswers } from "./fetching.ts";
import type { BlocksToKeep, FetchEnd, FetchPlan } from "./pack-fetch.ts";
import type { Comparison, IngestedPage, LocalView, JoinedPage, PageFrame, Partings, SessionEffect, SessionEvent } from "./session-step.ts";

/** Consecutive records of a path, and the id of the one before them. */
export type PageContent = { readonly previousId: RecordId | null; readonly records: readonly Uint8Array[] };

/** The local replica of one space, as a session needs it. */
export interface SyncSource {
  view(): LocalView;
  isMember(device: DeviceId): boolean;
  /** It was a member, and is none since a statement took it away. */
  wasRemoved?(device: DeviceId): boolean;
  sign(message: Uint8Array): Promise<Uint8Array>;
  verify(device: DeviceId, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** `checkpoints`: those that the other side holds or is taking. */
  compare(theirs: Version, checkpoints: readonly CheckpointId[], partings: Partings): Promise<Result<Comparison, StoreError>>;
  /** A page of at most MAX_PAGE_BYTES from `fromSeq`; without records when they cannot be read. */
  readPage(path: LogPath, fromSeq: number): Promise<Result<PageContent, StoreError>>;
  /** The same at once, of what the change that is being told has just made; null: it has to be read. */
  writtenPage?(path: LogPath, fromSeq: number): PageContent | null;
  /** A page will be ingested when others have been: what follows from its bytes alone may be found out meanwhile. */
  expectPage?(page: PageFrame): void;
  /** Resolves after the durable commit. */
  ingestPage(page: JoinedPage): Promise<Result<IngestedPage, StoreError>>;
  ingestStatements(statements: readonly Uint8Array[]): Promise<Result<{ readonly invalid: number }, StoreError>>;
  ingestReceipts(
    receipts: readonly Uint8Array[],
  ): Promise<Result<{ readonly invalid: number; readonly known: ReadonlyMap<DeviceId, number> }, StoreError>>;
  /** Statements outside the past of `heads`, parents first. */
  statementsBeyond(heads: readonly StatementId[]): readonly Uint8Array[];
  /** The newest of a device. */
  receiptOf(device: DeviceId): { readonly counter: number; readonly version: Version } | null;
  receiptsBeyond(known: ReadonlyMap<DeviceId, number>): readonly Uint8Array[];
  /** Ids at `seqs` on the way to `leaf`; none when it is not held. */
  idsBelow(leaf: VersionEntry, seqs: readonly number[]): Promise<Result<readonly SeqAndId[], StoreError>>;
  /** Narrows a fork search by what the other side answered; null when it answered something else. */
  learnIds(search: ForkSearch, ids: readonly SeqAndId[]): Promise<Result<ForkSearch | null, StoreError>>;
  /** Loaded when there is something about them: one for each session, which says when it has left. */
  loadCheckpoints(): Promise<CheckpointSource>;
}

/** Its checkpoints and packs, as one session sees them. */
export interface CheckpointSource {
  /** The session has ended; nothing more is asked. */
  left(): void;
  /** What is wanted of the checkpoints that a side lists. `probed`: which of the records it holds that are asked about as `probes`. */
  planFetch(
    listed: readonly CheckpointId[],
    probed: ProbeAnswers,
    isRelay: boolean,
  ): Promise<Result<FetchPlan & { readonly probes: readonly Probe[] }, StoreError>>;
  /** False when it is no checkpoint of this space, or not this one. */
  keepCheckpoint(checkpoint: CheckpointId, content: Uint8Array): Promise<Result<boolean, StoreError>>;
  /** Blocks that have been held against the pack's id. Resolves after the durable commit. */
  keepBlocks(blocks: BlocksToKeep): Promise<Result<void, StoreError>>;
  /** All packs that were wanted of a checkpoint are here, or it is not to be had from this side. Resolves when it has been taken. */
  endFetch(end: FetchEnd): Promise<Result<void, StoreError>>;
  /** Null when it is not here. */
  readCheckpoint(checkpoint: CheckpointId): Promise<Result<Uint8Array | null, StoreError>>;
  /** Blocks that fit into one answer; `leaves` of all when the first is asked for. None when they are not here. */
  readPack(
    pack: PackId,
    firstBlock: number,
    maxBlocks: number,
  ): Promise<Result<{ readonly leaves: readonly Uint8Array[]; readonly blocks: readonly Uint8Array[] }, StoreError>>;
}

/** Of a replica that has none and wants none. */
export const NO_CHECKPOINTS: CheckpointSource = {
  left: () => undefined,
  planFetch: async () => ok({ manifests: [], target: null, probes: [] }),
  keepCheckpoint: async () => ok(true),
  keepBlocks: async () => ok(undefined),
  endFetch: async () => ok(undefined),
  readCheckpoint: async () => ok(null),
  readPack: async () => ok({ leaves: [], blocks: [] }),
};

/** Those whose result comes later. */
export type LaterEffect = Exclude<
  SessionEffect,
  { kind: "send" | "notify" | "close" | "send-statements" | "send-receipts" | "expect-page" }
>;

const event = (value: SessionEvent): Result<SessionEvent, never> => ({ ok: true, value });

function mapped<T>(result: Result<T, StoreError>, toEvent: (value: T) => SessionEvent): Result<SessionEvent, StoreError> {
  return result.ok ? event(toEvent(result.value)) : result;
}

async function served(source: CheckpointSource, ask: AskFrame): Promise<Result<SessionEvent, StoreError>> {
  if (ask.type === "ask-checkpoint") {
    const { checkpoint } = ask;
    const content = await source.readCheckpoint(checkpoint);
    return mapped(content, (found) => servedBy({ type: "checkpoint", checkpoint, content: found ?? new Uint8Array(0) }));
  }
  const { pack, firstBlock, maxBlocks } = ask;
  return mapped(await source.readPack(pack, firstBlock, maxBlocks), (found) => servedBy({ type: "pack", pack, firstBlock, ...found }));
}

const servedBy = (frame: AnswerFrame): SessionEvent => ({ kind: "served", frame });

type FetchEffect = Extract<LaterEffect, { kind: "plan-fetch" | "keep-checkpoint" | "keep-blocks" | "end-fetch" | "serve" }>;

async function fetchResultOf(source: CheckpointSource, effect: FetchEffect): Promise<Result<SessionEvent, StoreError>> {
  switch (effect.kind) {
    case "plan-fetch":
      return mapped(await source.planFetch(effect.listed, effect.probed, effect.isRelay), (plan) => ({ kind: "fetch-planned", plan }));
    case "keep-checkpoint": {
      const { checkpoint } = effect;
      const kept = await source.keepCheckpoint(checkpoint, effect.content);
      return mapped(kept, (isGood) => ({ kind: "checkpoint-kept", checkpoint, isGood }));
    }
    case "keep-blocks":
      return mapped(await source.keepBlocks(effect.blocks), () => ({ kind: "blocks-kept", blocks: effect.blocks }));
    case "end-fetch":
      return mapped(await source.endFetch(effect.end), () => ({ kind: "fetch-ended" }));
    case "serve":
      return served(source, effect.ask);
    default:
      return unreachable(effect);
  }
}

/** The event that an effect ends with, once the local replica has done it. `checkpoints`: the session's own. */
export async function resultOf(
  source: SyncSource,
  checkpoints: () => Promise<CheckpointSource>,
  effect: LaterEffect,
): Promise<Result<SessionEvent, StoreError>> {
  switch (effect.kind) {
    case "sign":
      return event({ kind: "signed", signature: await source.sign(effect.message) });
    case "verify":
      return event({ kind: "verified", valid: await source.verify(effect.device, effect.message, effect.signature) });
    case "compare":
      return mapped(await source.compare(effect.theirs, effect.checkpoints, effect.partings), (comparison) => ({
        kind: "compared",
        comparison,
      }));
    case "read-records":
      return mapped(await source.readPage(effect.path, effect.fromSeq), (page) => ({
        kind: "records-read",
        path: effect.path,
        firstSeq: effect.fromSeq,
        ...page,
      }));
    case "ingest-page":
      return mapped(await source.ingestPage(effect.page), (page) => ({ kind: "page-ingested", page }));
    case "ingest-statements":
      return mapped(await source.ingestStatements(effect.statements), ({ invalid }) => ({ kind: "statements-ingested", invalid }));
    case "ingest-receipts":
      return mapped(await source.ingestReceipts(effect.receipts), (receipts) => ({ kind: "receipts-ingested", ...receipts }));
    case "plan-fetch":
    case "keep-checkpoint":
    case "keep-blocks":
    case "end-fetch":
    case "serve":
      return fetchResultOf(await checkpoints(), effect);
    case "learn-ids":
      return mapped(await source.learnIds(effect.search, effect.ids), (search) => ({
        kind: "ids-learned",
        leaf: effect.search.leaf,
        search,
      }));
    case "send-ids": {
      const ids = await source.idsBelow(effect.leaf, effect.seqs);
      return mapped(ids, (found) => ({ kind: "ids-read", log: effect.log, ids: found }));
    }
  }
}
