// Receipts of a space: the newest of each device, and this device's own, made after others' records were stored: at once when a transfer has ended,
// otherwise at most every 5 seconds (receipt-exchange.ts). A device says nothing of its own log's growth alone: that it holds what it wrote goes without saying.

import type { DeviceId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { StoreError, StoredReceipt } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import type { CheckpointId, Version } from "../wire/frames.ts";
import { parseReceipt, receiptsDigest, type Receipt } from "../wire/receipt.ts";
import type { CheckpointVerdicts } from "./checkpoint-book.ts";
import type { Verdict } from "./engine/trust.ts";
import type { SpaceCore } from "./space-core.ts";

const MIN_INTERVAL_MS = 5_000;

export type HeldReceipt = { readonly receipt: Receipt; readonly bytes: Uint8Array };

export class SpaceReceipts {
  readonly #core: SpaceCore;
  readonly #timers: Timers;
  readonly #newest = new Map<DeviceId, HeldReceipt>();
  #digest: Uint8Array = new Uint8Array(8);
  #counters: ReadonlyMap<DeviceId, number> = new Map();
  #cancelTimer: (() => void) | null = null;
  /** What receipts made here have said of checkpoints. */
  readonly said = { checkpoints: new Set<CheckpointId>(), objections: new Set<CheckpointId>() };

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

  /** The newest of a device, as it is passed on; what is given here has been stored. */
  take(news: readonly HeldReceipt[]): void {
    for (const held of news) this.#newest.set(held.receipt.device, held);
    this.#refresh();
    this.#core.base.fetchTurn += 1;
    this.#core.changed({ items: false, committed: true });
  }

  #refresh(): void {
    const receipts = [...this.#newest.values()].map(({ receipt }) => receipt);
    this.#digest = receiptsDigest(this.#core.ports.suite.sha256, receipts);
    this.#counters = new Map(receipts.map(({ device, counter }) => [device, counter]));
  }

  noteSaid({ checkpoints, objections }: CheckpointVerdicts): void {
    for (const id of checkpoints) this.said.checkpoints.add(id);
    for (const id of objections) this.said.objections.add(id);
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
    const { issueReceipt } = await this.#core.ports.loadExchange();
    return this.#core.inTurn(() => issueReceipt(this.#core, this));
  }

  /** What each device says of checkpoints. */
  get verdicts(): readonly Verdict[] {
    return [...this.#newest.values()].map(({ receipt: { device, version, checkpoints, objections } }) => ({
      device,
      version,
      checkpoints,
      objections: objections ?? [],
    }));
  }

  close(): void {
    this.#cancelTimer?.();
  }
}
