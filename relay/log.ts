// The operator's log: one JSON line on standard error when something is wrong, and now and then how many links there were. No ids, no
// addresses, no content: classes and counts only.

import type { Clock, Timers } from "../src/ports/time.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import type { WakingCounts } from "./push/waking.ts";
import type { RelayCounts, RelayEvent } from "./relay.ts";

const SUMMARY_EVERY_MS = 600_000;
/** The same trouble is said at most so often. */
const TROUBLE_EVERY_MS = 10_000;

export type LogLine = Readonly<Record<string, unknown>>;

/** `pushes`: what became of messages to push services since the last summary. */
export type SummaryCounts = RelayCounts & { readonly pushes?: WakingCounts };

export type RelayLog = {
  readonly report: (event: RelayEvent) => void;
  /** Begins to write summaries, while there is something to summarise. */
  readonly summarise: (counts: () => SummaryCounts) => void;
  readonly close: () => void;
};

export function makeRelayLog(write: (line: LogLine) => void, clock: Clock, timers: Timers): RelayLog {
  const endedByError = new Map<WireError | "none", number>();
  const saidAtMs = new Map<string, number>();
  let cancel: (() => void) | null = null;

  const say = (fields: LogLine): void => write({ at: new Date(clock()).toISOString(), ...fields });

  function sayTrouble(fields: LogLine): void {
    const key = JSON.stringify(fields);
    if (clock() - (saidAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < TROUBLE_EVERY_MS) return;
    saidAtMs.set(key, clock());
    say(fields);
  }

  function sayCounts(counts: SummaryCounts): void {
    const pushes = Object.values(counts.pushes ?? {}).some((count) => count > 0);
    if (endedByError.size > 0 || pushes) say({ event: "summary", ...counts, ended: Object.fromEntries(endedByError) });
    endedByError.clear();
    saidAtMs.clear();
  }

  return {
    report(event) {
      switch (event.kind) {
        case "link-ended":
          endedByError.set(event.error ?? "none", (endedByError.get(event.error ?? "none") ?? 0) + 1);
          return undefined;
        case "store-failed":
          return sayTrouble({ event: "store-failed", ...event.error });
        case "push-refused":
          return sayTrouble({ event: "push-refused", status: event.status });
        case "defect":
          return sayTrouble({ event: "defect", where: whereOf(event.error) });
      }
    },
    summarise(counts) {
      const again = (): void => {
        sayCounts(counts());
        cancel = timers.after(SUMMARY_EVERY_MS, again);
      };
      cancel = timers.after(SUMMARY_EVERY_MS, again);
    },
    close: () => cancel?.(),
  };
}

/** The kind of a defect and the first line of our code it came from; its message might quote what a device sent. */
function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const line = /([\w.-]+\.(?:ts|mjs|js):\d+)/.exec(error.stack?.split("\n").slice(1).join("\n") ?? "")?.[1];
  return `${error.name} at ${line ?? "unknown"}`;
}
