// What a replica's packs amount to: the base that its documents build on. What it covers of each log, its packs, and the checkpoints it stands for.
// Kept in the store under one key and replaced by compare-and-set, together with all that belongs to it (engine/base-commit.ts); every tab reads it.

import type { DeviceId, LogTag, PackId, SpaceId } from "../base/ids.ts";
import type { PathBase } from "../ports/store.ts";
import type { Ways } from "../wire/checkpoint.ts";
import type { CheckpointId } from "../wire/frames.ts";

/** The last record of each log's trunk that is contained, and so are all before it. */
export type BaseCover = ReadonlyMap<LogTag, PathBase>;

/** Highest seqs, by log. */
export type Reach = ReadonlyMap<LogTag, number>;

export type BasePack = {
  /** This replica's own name for it in its row pages: a newer pack has a higher one. */
  readonly number: number;
  readonly pack: PackId;
  readonly blocks: number;
  /** Of all its blocks as sent. */
  readonly sizeBytes: number;
  readonly inflatedBytes: number;
  /** How many items it holds, tombstones and superseded copies included. */
  readonly items: number;
  /** The highest seq of each log that touched one of them. */
  readonly reach: Reach;
};

/** At `madeAt` everything up to `cover` was there already: how old records are at least. */
export type Mark = { readonly madeAt: number; readonly cover: Reach };

export type Base = {
  readonly cover: BaseCover;
  /** Oldest first. */
  readonly packs: readonly BasePack[];
  /** What is contained of logs that have forked beyond `cover` (ways.ts). */
  readonly ways: Ways;
  readonly nextPackNumber: number;
  /** Compared with the records by this device or another that did: only then this device endorses what others make of it. */
  readonly isSound: boolean;
  /** What it stands for, newest first: their packs are all here. */
  readonly checkpoints: readonly CheckpointId[];
  /** Kept for the user's history, newest first. */
  readonly kept: readonly CheckpointId[];
  /** Of the last checkpoint that this device made. */
  readonly counter: number;
  /** Who made the newest of `checkpoints`. */
  readonly lastMaker: DeviceId | null;
  /** Oldest first. */
  readonly marks: readonly Mark[];
  /** Logs of this device whose records were lost here and came back only as what a checkpoint covers: something else may stand there elsewhere. */
  readonly givenUp: readonly LogTag[];
};

export const EMPTY_BASE: Base = {
  cover: new Map(),
  packs: [],
  ways: [],
  nextPackNumber: 1,
  isSound: true,
  checkpoints: [],
  kept: [],
  counter: 0,
  lastMaker: null,
  marks: [],
  givenUp: [],
};

export const baseKey = (space: SpaceId): string => `base/${space}`;

/** As plain numbers, which is all that updates in the tail are held against. */
export const reachOf = (cover: BaseCover): Reach => new Map([...cover].map(([log, { seq }]) => [log, seq]));

/** Whether `a` goes nowhere beyond `b`. */
export const isWithin = (a: Reach, b: Reach): boolean => [...a].every(([log, seq]) => seq <= (b.get(log) ?? 0));
