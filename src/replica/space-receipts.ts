// Receipts of a space: the newest of each device, and this device's own, made after others' records were stored: at once when a transfer has ended,
// otherwise at most every 5 seconds. A device says nothing of its own log's growth alone: that it holds what it wrote goes without saying.

import type { DeviceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { StoreError, StoredReceipt } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import type { Version, VersionEntry } from "../wire/frames.ts";
import { makeReceipt, parseReceipt, receiptsDigest, verifyReceipt, type Receipt } from "../wire/receipt.ts";
import { heardEntry, readHeardTimes } from "./heard-times.ts";
import type { SpaceCore } from "./space-core.ts";
import { makeBatch } from "./store-batch.ts";

const MIN_INTERVAL_MS = 5_000;

type HeldReceipt = { readonly receipt: Receipt; readonly bytes: Uint8Array };

const isNewer = (receipt: Receipt, than: HeldReceipt | undefined): boolean => than === undefined || receipt.counter > than.receipt.counter;

export class SpaceReceipts {
  readonly #core: SpaceCore;
  readonly #timers: Timers;
  readonly #newest = new Map<DeviceId, HeldReceipt>();
  #digest: Uint8Array = new Uint8Array(8);
  #counters: ReadonlyMap<DeviceId, number> = new Map();
  #cancelTimer: (() => void) | null = null;

  constructor(core: SpaceCore, timers: Timers) {
    this.#core = core;
    this.#timers = timers;
  }

  get digest(): Uint8Array {
    return this.#digest;
  }

  get counters(): ReadonlyMap<DeviceId, number> {
    return this.#counters;
  }

  /** Stored receipts were verified before they were stored. */
  load(stored: readonly StoredReceipt[]): void {
    for (const { bytes } of stored) {
      const receipt = parseReceipt(bytes);
      if (receipt.ok) this.#newest.set(receipt.value.device, { receipt: receipt.value, bytes });
    }
    this.#refresh();
  }

  /** The newest of a device; null when none was heard. */
  of(device: DeviceId): Receipt | null {
    return this.#newest.get(device)?.receipt ?? null;
  }

  versionOf(device: DeviceId): Version | null {
    return this.#newest.get(device)?.receipt.version ?? null;
  }

  /** Receipts newer than these counters say. */
  beyond(known: ReadonlyMap<DeviceId, number>): readonly Uint8Array[] {
    return [...this.#newest.values()]
      .filter(({ receipt }) => receipt.counter > (known.get(receipt.device) ?? -1))
      .map(({ bytes }) => bytes);
  }

  /** Must run in the space's turn. */
  async ingest(
    receipts: readonly Uint8Array[],
  ): Promise<Result<{ readonly invalid: number; readonly known: ReadonlyMap<DeviceId, number> }, StoreError>> {
    const { ports, space, members } = this.#core;
    /** The newest of each device, in whatever order they come. */
    const news = new Map<DeviceId, HeldReceipt>();
    const known = new Map<DeviceId, number>();
    let invalid = 0;
    for (const bytes of receipts) {
      const parsed = parseReceipt(bytes);
      if (!parsed.ok) {
        invalid += 1;
        continue;
      }
      const receipt = parsed.value;
      known.set(receipt.device, Math.max(receipt.counter, known.get(receipt.device) ?? 0));
      const newest = news.get(receipt.device) ?? this.#newest.get(receipt.device);
      if (!members.isMember(receipt.device) || !isNewer(receipt, newest)) continue;
      if (await verifyReceipt(ports.suite.verify, space, receipt, bytes)) news.set(receipt.device, { receipt, bytes });
      else invalid += 1;
    }
    const stored = await this.#store([...news.values()]);
    return stored.ok ? ok({ invalid, known }) : stored;
  }

  async #store(news: readonly HeldReceipt[]): Promise<Result<void, StoreError>> {
    if (news.length === 0) return ok(undefined);
    const { ports, space, self } = this.#core;
    const heard = news.map(({ receipt }) => receipt.device).filter((device) => device !== self);
    const meta = heard.length === 0 ? [] : [heardEntry(space, await readHeardTimes(ports.store, space), heard, ports.clock())];
    const committed = await ports.store.commit(
      makeBatch(space, {
        meta,
        receipts: news.map(({ receipt, bytes }) => ({ device: receipt.device, counter: receipt.counter, bytes })),
      }),
    );
    if (!committed.ok) return committed;
    for (const held of news) this.#newest.set(held.receipt.device, held);
    this.#refresh();
    this.#core.changed({ items: false, committed: true });
    return ok(undefined);
  }

  #refresh(): void {
    const receipts = [...this.#newest.values()].map(({ receipt }) => receipt);
    this.#digest = receiptsDigest(this.#core.ports.suite.sha256, receipts);
    this.#counters = new Map(receipts.map(({ device, counter }) => [device, counter]));
  }

  /** Others' records have been stored. */
  noteStored(): void {
    this.#cancelTimer ??= this.#timers.after(MIN_INTERVAL_MS, () => {
      this.#cancelTimer = null;
      void this.issueIfDue();
    });
  }

  /** A transfer has ended, or the interval has passed. */
  async issueIfDue(): Promise<Result<void, StoreError>> {
    return this.#core.inTurn(() => (this.#isDue() ? this.#issue() : Promise.resolve(ok(undefined))));
  }

  /** Others' records are held that no receipt of ours tells of, whichever tab or page load stored them. */
  #isDue(): boolean {
    const { index, members, self } = this.#core;
    const told = this.versionOf(self) ?? [];
    const isTold = ({ log, seq, idPrefix }: VersionEntry): boolean =>
      told.some((entry) => entry.log === log && entry.seq === seq && entry.idPrefix === idPrefix);
    return index.version.some((entry) => members.findLog(entry.log)?.device !== self && !isTold(entry));
  }

  async #issue(): Promise<Result<void, StoreError>> {
    const { self, signer, space, index, members } = this.#core;
    if (!members.isMember(self)) return err({ kind: "closed" });
    const counter = (this.#counters.get(self) ?? 0) + 1;
    const version = index.version;
    const bytes = await makeReceipt(signer, space, { counter, version, checkpoints: [] });
    return this.#store([{ receipt: { device: self, counter, version, checkpoints: [] }, bytes }]);
  }

  close(): void {
    this.#cancelTimer?.();
  }
}
