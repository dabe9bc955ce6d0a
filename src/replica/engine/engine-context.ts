// What every part of the engine works with: the space, its numbers, and the tab's hold on the links, without which nothing here is stored.

import type { Result } from "../../base/result.ts";
import type { LogPath, StoreError } from "../../ports/store.ts";
import type { Clock, Timers } from "../../ports/time.ts";
import type { EngineLimits } from "../engine-limits.ts";
import type { Retention } from "../retention-setting.ts";
import type { SpaceCore } from "../space-core.ts";
import type { SpaceReceipts } from "../space-receipts.ts";
import type { Change, WriteError, Written } from "../space-writer.ts";
import type { Verdict } from "./trust.ts";

/** What it is put together from. */
export type EngineParts = Pick<EngineContext, "core" | "retention" | "confirmedAtRelay" | "relaySinceMs" | "write"> & {
  readonly receipts: SpaceReceipts;
  readonly timers: Timers;
  readonly isClosed: () => boolean;
  /** Reads packs and records of the space anew, in a turn of its own. */
  readonly reread: () => Promise<Result<void, StoreError>>;
};

/** A timer may take much longer than it is asked to: pauses come by time, not after so many items. */
function makePause({ stepMs, pauseMs }: EngineLimits, timers: Timers, clock: Clock): () => Promise<void> {
  let resumedMs = clock();
  return async () => {
    // A clock that was put back counts too: else it would take until it is there again.
    if (pauseMs === 0 || Math.abs(clock() - resumedMs) < stepMs) return;
    await new Promise<void>((resolve) => void timers.after(pauseMs, () => resolve()));
    resumedMs = clock();
  };
}

/** Null while another tab has the links. */
export function contextOf(parts: EngineParts): EngineContext | null {
  const { core, receipts, timers, retention, confirmedAtRelay, relaySinceMs, write, isClosed } = parts;
  const limits = core.ports.engineLimits;
  const fence = core.fence?.number;
  if (isClosed() || (fence === undefined && !core.isAlone)) return null;
  return {
    core,
    limits,
    fenced: fence === undefined ? {} : { fence },
    retention,
    confirmedAtRelay,
    relaySinceMs,
    write,
    verdicts: () => receipts.verdicts,
    issueReceipt: () => void receipts.issueIfDue(),
    pause: makePause(limits, timers, core.ports.clock),
    isStopped: () => isClosed() || core.fence?.number !== fence,
  };
}

export type EngineContext = {
  readonly core: SpaceCore;
  readonly limits: EngineLimits;
  /** Every commit carries it: another tab may have taken the links over since. */
  readonly fenced: { readonly fence?: number };
  readonly retention: () => Retention;
  /** How far of a path the relay has confirmed to hold it. */
  readonly confirmedAtRelay: (path: LogPath) => number;
  /** Since when the relay has been the same, as far as is known here. */
  readonly relaySinceMs: () => number | null;
  /** Of the newest receipts. */
  readonly verdicts: () => Iterable<Verdict>;
  /** As `Space.write`. */
  readonly write: <Extra, Refused>(
    change: Change<Extra, Refused>,
  ) => Promise<Result<Written<Extra> | null, WriteError | Refused | StoreError>>;
  /** Receipts say what has been found. */
  readonly issueReceipt: () => void;
  /** Lets others have the thread, when it is time. */
  readonly pause: () => Promise<void>;
  /** The links have gone to another tab, or the space is closed. */
  readonly isStopped: () => boolean;
};
