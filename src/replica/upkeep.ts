// Looks after the packs of an open space, in the tab that holds the links: when nothing has changed for a while the engine is loaded and does what is due,
// in small steps. What sessions ask of checkpoints goes to the engine too, which is loaded for that.

import type { LogPath } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import type { CheckpointSource } from "../sync/sync-source.ts";
import type { EngineParts } from "./engine/engine-context.ts";
import { DEFAULT_RETENTION, type Retention } from "./retention-setting.ts";
import type { SpaceCore } from "./space-core.ts";

/** A tab that is never left alone is looked after all the same. */
const MOST_IDLES = 10;

export class Upkeep {
  readonly #core: SpaceCore;
  readonly #timers: Timers;
  readonly #parts: EngineParts;
  #cancel: (() => void) | null = null;
  /** Since when a change waits for quiet; null while none does, though a run may be due later. */
  #waitingSince: number | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  /** What the user has set. */
  retention: () => Retention = () => DEFAULT_RETENTION;
  /** What follows a run. */
  afterRun: () => Promise<unknown> = () => Promise.resolve();
  /** How far of a path the relay has confirmed to hold it. */
  confirmedAtRelay: (path: LogPath) => number = () => 0;
  /** Since when the relay has been the same, as far as is known here. */
  relaySinceMs: () => number | null = () => null;

  constructor(parts: Pick<EngineParts, "core" | "receipts" | "timers" | "write" | "reread">) {
    this.#core = parts.core;
    this.#timers = parts.timers;
    this.#parts = {
      ...parts,
      retention: () => this.retention(),
      confirmedAtRelay: (path) => this.confirmedAtRelay(path),
      relaySinceMs: () => this.relaySinceMs(),
      isClosed: () => this.#isClosed,
    };
  }

  /** Something has changed, or this tab has the links now. */
  poke(): void {
    if (this.#isClosed || this.#core.fence === null) return;
    const now = this.#core.ports.clock();
    const { idleMs } = this.#core.ports.engineLimits;
    if (this.#waitingSince !== null && now - this.#waitingSince >= idleMs * MOST_IDLES) return;
    this.#waitingSince ??= now;
    this.#schedule(idleMs);
  }

  #schedule(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = this.#timers.after(delayMs, () => void this.runNow());
  }

  /** For tests and for the user: at once. Resolves when it is done. */
  async runNow(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    this.#waitingSince = null;
    const mine = this.#running.then(() => this.#work());
    // What is wrong with one run is no reason for the next not to be.
    this.#running = mine.catch(() => undefined);
    await mine;
  }

  async #work(): Promise<void> {
    if (this.#isClosed || this.#core.fence === null) return;
    const engine = await this.#core.ports.loadEngine().catch(() => null);
    const done = engine === null ? null : await engine.run(this.#parts);
    await this.afterRun();
    const nextMs = done?.ok === true ? done.value.nextMs : null;
    if (nextMs !== null && this.#cancel === null && !this.#isClosed) this.#schedule(nextMs);
  }

  /** What a session asks, one for each. */
  async loadCheckpoints(): Promise<CheckpointSource> {
    return (await this.#core.ports.loadEngine()).openSource(this.#parts);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }
}
