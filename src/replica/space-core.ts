// What the parts of one open space share: its ports, its index, its members, its items, and one turn at a time for everything that changes them.
// The parts are space-writer.ts (local changes), space-intake.ts (what links bring), space-receipts.ts, and space.ts, which puts them together.

import type { DeviceId, LogTag, SpaceId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import { NO_STAMP, observeStamp, type Stamp } from "../items/stamp.ts";
import { makeRecordKeys, type RecordKeys } from "../log/record.ts";
import type { OutlineOf } from "../items/update-outline.ts";
import type { Compression } from "../ports/compression.ts";
import type { CryptoSuite, Random, Signer } from "../ports/crypto.ts";
import type { KeyVault } from "../ports/identity.ts";
import type { RecordState, Store, StoreError } from "../ports/store.ts";
import type { Clock } from "../ports/time.ts";
import type { CheckpointId } from "../wire/frames.ts";
import type { LoadExchange } from "./exchange.ts";
import type { LoadEngine } from "./engine-port.ts";
import type { EngineLimits } from "./engine-limits.ts";
import { ExpectedRecords } from "./expected-records.ts";
import { ItemSet } from "./item-set.ts";
import { LogIndex } from "./log-index.ts";
import { poisonNote } from "./poison-note.ts";
import type { Purging } from "./purging.ts";
import { RecordReader, type UpdateGatherer } from "./record-reader.ts";
import type { Rotation } from "./rotation.ts";
import type { PagePorts } from "./row-pages.ts";
import type { Repeats } from "./repeating.ts";
import { SpaceBase } from "./space-base.ts";
import type { SpaceMembers } from "./space-members.ts";
import type { writeChange } from "./space-writer.ts";
import { makeBatch } from "./store-batch.ts";
import { catchStoreFailure } from "./store-failure.ts";
import { makeUpdateSource } from "./stored-updates.ts";
import { Tail } from "./tail.ts";

export type SpacePorts = {
  readonly store: Store;
  readonly vault: KeyVault;
  readonly suite: CryptoSuite;
  readonly random: Random;
  readonly clock: Clock;
  /** Runs a task while no other tab of this profile runs one. */
  readonly alone: (task: () => Promise<void>) => Promise<void>;
  readonly loadExchange: LoadExchange;
  readonly loadPurging: () => Promise<Purging>;
  /** Rejects when the code cannot be had. */
  readonly loadRepeating: () => Promise<Repeats>;
  readonly loadRotation: () => Promise<Rotation>;
  /** Rejects when the code cannot be had. */
  readonly loadWriting: () => Promise<typeof writeChange>;
  /** Bytes of documents kept in memory beside those in use. */
  readonly cacheBytes: number;
  /** Bytes of updates beyond the base kept in memory. */
  readonly tailBytes: number;
  readonly compression: Compression;
  readonly loadEngine: LoadEngine;
  readonly engineLimits: EngineLimits;
};

/** What has changed, for those who watch a space. */
export type SpaceChange = {
  readonly items: boolean;
  /** The change was made by this replica's own commit, so that other tabs must be told. */
  readonly committed: boolean;
};

export type LinkFence = {
  readonly number: number;
  /** A commit was refused: another tab has a later number. */
  readonly overtaken: () => void;
};

export class SpaceCore {
  readonly ports: SpacePorts;
  readonly space: SpaceId;
  readonly self: DeviceId;
  readonly signer: Signer;
  readonly members: SpaceMembers;
  readonly index: LogIndex;
  readonly keys: RecordKeys;
  readonly reader: RecordReader;
  readonly expected: ExpectedRecords;
  readonly base: SpaceBase;
  readonly pagePorts: PagePorts;
  items: ItemSet;
  /** The hybrid logical clock: the greatest stamp known. */
  clock: Stamp = NO_STAMP;
  counts: Record<RecordState, number> = { applied: 0, keyless: 0, parked: 0, void: 0, beyond: 0 };
  /** Of the void ones, those that have killed this worker (poison-note.ts). */
  poisoned = 0;
  /** The note of what has been applied (poison-note.ts) is still in the store. */
  isNoteLeft = false;
  /** The last commit of what links brought went well. */
  isDiskTrusted = true;
  /** Carried by what links bring, so that a tab that lost the links to another cannot store any more. */
  fence: LinkFence | null = null;
  /** No other tab knows of this space yet: nothing needs a fence. */
  isAlone = false;
  /** Another number whenever statements have changed whose records count, and how far. */
  cutTurn = 0;
  /** Reads all beyond the base anew, in the turn that asks for it. */
  readAgain: () => Promise<void> = () => Promise.resolve();
  /** A pack of the base, or a record beyond it, was found to be damaged. */
  onDamaged: () => void = () => undefined;
  readonly #onChange: (change: SpaceChange) => void;
  #isTakingBase = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    ports: SpacePorts,
    space: SpaceId,
    signer: Signer,
    self: DeviceId,
    members: SpaceMembers,
    onChange: (change: SpaceChange) => void,
  ) {
    this.ports = ports;
    this.space = space;
    this.signer = signer;
    this.self = self;
    this.members = members;
    this.index = new LogIndex(ports.store, space, (device) => members.cutOf(device)?.cut ?? null);
    this.keys = makeRecordKeys(ports.suite, space);
    this.reader = new RecordReader(this.keys, () => members.epochKeys());
    this.expected = new ExpectedRecords(ports.suite, this.reader);
    this.items = new ItemSet({ ...ports, tail: this.makeTail() });
    const { suite, vault, random, compression } = ports;
    this.pagePorts = { suite, vault, random, compression, space, epochs: () => members.epochKeys() };
    this.base = new SpaceBase({
      ports,
      pagePorts: this.pagePorts,
      onStale: () => this.takeStoredBase(),
      onDamaged: () => this.onDamaged(),
    });
    this.#onChange = onChange;
  }

  /** One change of the space at a time, in the order asked for; store failures become its result. */
  inTurn<T, E>(act: () => Promise<Result<T, E>>): Promise<Result<T, E | StoreError>> {
    const mine = this.#turn
      .then(() => catchStoreFailure<T, E>(act))
      .finally(() => {
        this.items.release();
      });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  makeTail(): Tail {
    const { ports, space, reader } = this;
    return new Tail(makeUpdateSource({ store: ports.store, space, reader, onLost: () => this.#onLostRecord() }), ports.tailBytes);
  }

  /** Which of them is damaged shows when all are read again. */
  async #onLostRecord(): Promise<void> {
    if (await this.base.isStale()) await this.takeStoredBase();
    else this.onDamaged();
  }

  /** Whether this device writes, or wrote, that log. */
  readonly isOwnLog = (log: LogTag): boolean => this.members.findLog(log)?.device === this.self;

  changed(change: SpaceChange): void {
    this.#onChange(change);
  }

  /** The newest checkpoint that amounts to what the bases of logs stand for: what is told of records below them. */
  baseCheckpoint(): CheckpointId | null {
    return this.base.base.checkpoints[0] ?? null;
  }

  /** The base that another tab has put in the place of the one held, if any. Throws a store failure. */
  async takeStoredBase(): Promise<void> {
    // What is read meanwhile from the one that goes may be gone already: that is how it comes to be asked for again.
    if (this.#isTakingBase) return;
    this.#isTakingBase = true;
    try {
      const held = await this.base.read();
      if (held === null) return;
      const { takeBase } = await this.ports.loadEngine();
      await takeBase(this, held);
      if (this.base.damaged.size > 0) this.onDamaged();
    } finally {
      this.#isTakingBase = false;
    }
  }

  /** Not waited for: a note that outlives its worker costs the next start a little care, nothing else. */
  takeNoteAway(): void {
    if (!this.isNoteLeft) return;
    this.isNoteLeft = false;
    void this.ports.store.commit(makeBatch(this.space, { meta: [poisonNote(this.space, null)] }));
  }

  /** What is stored as beyond the cut of its log may be within by now: all is to be read again. */
  get isCutStale(): boolean {
    return this.index.isCutMoved && this.counts.beyond > 0;
  }

  /** Whether all is to be read again where these paths have grown. */
  isReadAnewFor(grown: Parameters<SpaceBase["isReadAnewFor"]>[0]): boolean {
    return this.isCutStale || this.base.isReadAnewFor(grown);
  }

  count(state: RecordState, by = 1): void {
    this.counts[state] += by;
  }

  /** Applies what came from elsewhere to the items, whose documents must have been loaded. */
  apply(gathered: UpdateGatherer, outlineOf: OutlineOf | null = null): void {
    this.items.apply(gathered.updates, new Set(gathered.purges.map(({ item }) => item)), outlineOf);
    this.items.purge(gathered.purges, this.isOwnLog);
    this.observe(gathered.stamp);
  }

  /** As `apply`, and loads the documents first. Throws a store failure. */
  async loadAndApply(gathered: UpdateGatherer): Promise<void> {
    await this.items.load(gathered.ids);
    this.apply(gathered);
  }

  observe(stamp: Stamp): void {
    this.clock = observeStamp(this.clock, stamp, this.ports.clock());
  }
}
