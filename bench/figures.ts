// The figures: what each is, its target, what must be there to measure it, and the file that measures it.

import { measureSizes, SIZE_BUDGET } from "../scripts/size.mjs";
import { buildId } from "../scripts/source-hash.mjs";
import { measureDeltaSavings } from "./delta-savings.ts";
import { measureDirectConnect, measureDirectRate, measureHomeGrowth } from "./direct/direct-sync.ts";
import { measureEightPeers } from "./direct/eight-peers.ts";
import { measureHalfMegabyte } from "./direct/half-megabyte.ts";
import { measureFileGrowth } from "./direct/file-growth.ts";
import { measureLive } from "./direct/live-latency.ts";
import { measureReconnects } from "./direct/reconnect.ts";
import { measureDurableWrite } from "./durable-write.ts";
import { measureBytesPerSession, measureDeletedEdits } from "./growth/session-growth.ts";
import { measureHandshakeBytes } from "./handshake-bytes.ts";
import { measureCurves } from "./growth/curves.ts";
import { measureHandshakeAfterSessions } from "./growth/session-handshake.ts";
import { measureImport } from "./imports/import-tasks.ts";
import { measureInteractions } from "./interactions.ts";
import type { Measured } from "./measured.ts";
import { measureNearbyCode } from "./nearby-code.ts";
import { measureNoteOpening, measureNoteTyping } from "./notes/note-figures.ts";
import { measurePackCompression } from "./packs/pack-compression.ts";
import { measurePackMetadata } from "./packs/pack-metadata.ts";
import { measureQuickAdd } from "./quick-add.ts";
import { measureRecordOverhead } from "./record-overhead.ts";
import { measureCalendarRange } from "./start/calendar-range.ts";
import { measureCacheHits } from "./start/cache-hits.ts";
import { measureFirstScreen } from "./start/first-screen.ts";
import { measureLockStart, measureUnlock } from "./start/lock-start.ts";
import { measureWorkerMemory } from "./start/worker-memory.ts";
import { measureFreshBytes, measureFreshVsLog } from "./transfer/fresh-device.ts";
import { measureFreshRows } from "./transfer/fresh-rows.ts";
import { measureRefreshes } from "./transfer/refreshes.ts";
import { measureScanToRows } from "./transfer/scan-to-rows.ts";
import { measureStaleBytes } from "./transfer/stale-device.ts";
import { measureStreaming } from "./transfer/stream-tasks.ts";
import { measureHeapGrowth } from "./ui/heap-growth.ts";
import { measureScrolling } from "./ui/scrolling.ts";
import { measureYjsUpdates } from "./yjs/updates-per-second.ts";
import { measureStartRows, measureStartVsReplay, measureStartVsYIndexeddb } from "./start/start-rows.ts";

export type Figure = {
  /** null: it is only reported. */
  readonly target: number | null;
  readonly isReached: (value: number, target: number) => boolean;
  readonly unit: string;
  readonly digits: number;
  readonly needs: readonly ("app" | "node" | "browser")[];
  readonly measure: () => Promise<Measured>;
};

export const atMost = (value: number, target: number): boolean => value <= target;
const atLeast = (value: number, target: number): boolean => value >= target;

function shell(name: keyof typeof SIZE_BUDGET): Figure {
  const measure = (): Promise<Measured> =>
    Promise.resolve({ value: measureSizes()[name], samples: 1, data: `build ${buildId()}`, details: [] });
  return { target: SIZE_BUDGET[name], isReached: atMost, unit: "KiB", digits: 1, needs: ["app"], measure };
}

const WORKER_IN_BROWSER = ["app", "node", "browser"] as const;

export const FIGURES = {
  "wire.recordOverheadBytes": { target: 136, isReached: atMost, unit: "B", digits: 0, needs: [], measure: measureRecordOverhead },
  "wire.handshakeBytes5Logs": { target: 340, isReached: atMost, unit: "B", digits: 0, needs: ["node"], measure: measureHandshakeBytes },
  "write.durableMedianMs": {
    target: 5,
    isReached: atMost,
    unit: "ms",
    digits: 2,
    needs: ["app", "node", "browser"],
    measure: measureDurableWrite,
  },
  "delta.savings50of1000": { target: 0.998, isReached: atLeast, unit: "", digits: 5, needs: ["node"], measure: measureDeltaSavings },
  "ui.inp95Ms10k": {
    target: 64,
    isReached: atMost,
    unit: "ms",
    digits: 0,
    needs: ["app", "node", "browser"],
    measure: measureInteractions,
  },
  "ui.scrollLoafOver50_10k": { target: 0, isReached: atMost, unit: "", digits: 0, needs: WORKER_IN_BROWSER, measure: measureScrolling },
  "ui.heapGrowthMiBPer10Min": {
    target: 1,
    isReached: atMost,
    unit: "MiB",
    digits: 2,
    needs: WORKER_IN_BROWSER,
    measure: measureHeapGrowth,
  },
  "note.openMs": { target: 150, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureNoteOpening },
  "note.typingInp95Ms": { target: 64, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureNoteTyping },
  "start.rows10kMs": {
    target: 100,
    isReached: atMost,
    unit: "ms",
    digits: 1,
    needs: WORKER_IN_BROWSER,
    measure: () => measureStartRows(10_000),
  },
  "start.rows100kMs": {
    target: 500,
    isReached: atMost,
    unit: "ms",
    digits: 1,
    needs: WORKER_IN_BROWSER,
    measure: () => measureStartRows(100_000),
  },
  "start.ratioVsYIndexeddb10k": {
    target: 0.33,
    isReached: atMost,
    unit: "",
    digits: 3,
    needs: WORKER_IN_BROWSER,
    measure: measureStartVsYIndexeddb,
  },
  "start.savingsVsReplay10k": {
    target: 0.85,
    isReached: atLeast,
    unit: "",
    digits: 3,
    needs: WORKER_IN_BROWSER,
    measure: measureStartVsReplay,
  },
  "start.firstScreen10kMs": {
    target: 300,
    isReached: atMost,
    unit: "ms",
    digits: 0,
    needs: WORKER_IN_BROWSER,
    measure: () => measureFirstScreen(10_000),
  },
  "start.firstScreen100kMs": {
    target: 350,
    isReached: atMost,
    unit: "ms",
    digits: 0,
    needs: WORKER_IN_BROWSER,
    measure: () => measureFirstScreen(100_000),
  },
  "lock.startMs": { target: null, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureLockStart },
  "lock.unlockMs": { target: null, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureUnlock },
  "memory.rows100kMiB": { target: null, isReached: atMost, unit: "MiB", digits: 1, needs: WORKER_IN_BROWSER, measure: measureWorkerMemory },
  "delta.savings99Refreshes": { target: 0.995, isReached: atLeast, unit: "", digits: 5, needs: ["node"], measure: measureRefreshes },
  "fresh.bytesRatio10k": { target: 1.3, isReached: atMost, unit: "", digits: 3, needs: ["node"], measure: measureFreshBytes },
  "fresh.rows10kMs": { target: 2_000, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureFreshRows },
  "pair.scanToRowsMs": { target: 10_000, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureScanToRows },
  "stream.longestTaskMs10k": { target: 50, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureStreaming },
  "fresh.savingsVsFullLog": { target: 0.9, isReached: atLeast, unit: "", digits: 3, needs: ["node"], measure: measureFreshVsLog },
  "stale.bytesRatio": { target: 1.1, isReached: atMost, unit: "", digits: 3, needs: ["node"], measure: measureStaleBytes },
  "webrtc.rateRatio50MB": { target: 0.6, isReached: atLeast, unit: "", digits: 2, needs: WORKER_IN_BROWSER, measure: measureDirectRate },
  "direct.homeGrowth50MB": { target: 64, isReached: atMost, unit: "MiB", digits: 0, needs: WORKER_IN_BROWSER, measure: measureHomeGrowth },
  "webrtc.connectMs": { target: null, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureDirectConnect },
  "live.latencyMedianMs": {
    target: 20,
    isReached: atMost,
    unit: "ms",
    digits: 1,
    needs: WORKER_IN_BROWSER,
    measure: () => measureLive(50),
  },
  "live.latencyP95Ms": { target: 60, isReached: atMost, unit: "ms", digits: 1, needs: WORKER_IN_BROWSER, measure: () => measureLive(95) },
  "direct.reconnectRate": {
    target: 0.99,
    isReached: atLeast,
    unit: "",
    digits: 2,
    needs: WORKER_IN_BROWSER,
    measure: measureReconnects,
  },
  "direct.copiesAmong8": {
    target: 2,
    isReached: atMost,
    unit: "",
    digits: 0,
    needs: WORKER_IN_BROWSER,
    measure: measureEightPeers,
  },
  "webrtc.sync500KBMs": {
    target: null,
    isReached: atMost,
    unit: "ms",
    digits: 0,
    needs: WORKER_IN_BROWSER,
    measure: measureHalfMegabyte,
  },
  "file.growth50MB": { target: 64, isReached: atMost, unit: "MiB", digits: 0, needs: WORKER_IN_BROWSER, measure: measureFileGrowth },
  "cache.hitRate": { target: 0.92, isReached: atLeast, unit: "", digits: 3, needs: ["node"], measure: measureCacheHits },
  "handshake.bytesAfter3000Sessions": {
    target: null,
    isReached: atMost,
    unit: "B",
    digits: 0,
    needs: ["node"],
    measure: measureHandshakeAfterSessions,
  },
  "growth.curves": { target: null, isReached: atMost, unit: "B", digits: 1, needs: [], measure: measureCurves },
  "pack.compressionRatio": { target: 3, isReached: atLeast, unit: "", digits: 2, needs: [], measure: measurePackCompression },
  "pack.metadataBytes": { target: 200, isReached: atMost, unit: "B", digits: 1, needs: [], measure: measurePackMetadata },
  "query.calendarRange100kMs": { target: 50, isReached: atMost, unit: "ms", digits: 1, needs: [], measure: measureCalendarRange },
  "growth.deletedEdits": { target: 3, isReached: atMost, unit: "", digits: 2, needs: [], measure: measureDeletedEdits },
  "growth.bytesPerSession": { target: null, isReached: atMost, unit: "B", digits: 1, needs: [], measure: measureBytesPerSession },
  "quickadd.parseMs": { target: 2, isReached: atMost, unit: "ms", digits: 3, needs: [], measure: measureQuickAdd },
  "import.tasks10kMs": { target: 5_000, isReached: atMost, unit: "ms", digits: 0, needs: WORKER_IN_BROWSER, measure: measureImport },
  "nearby.codeCharacters": {
    target: 350,
    isReached: atMost,
    unit: "",
    digits: 0,
    needs: ["app", "browser"],
    measure: measureNearbyCode,
  },
  "shell.windowJsKiB": shell("windowJsKiB"),
  "shell.workerJsKiB": shell("workerJsKiB"),
  "shell.fontsKiB": shell("fontsKiB"),
  "yjs.updatesPerSecondRatio": { target: 1, isReached: atLeast, unit: "", digits: 2, needs: ["node"], measure: measureYjsUpdates },
} as const satisfies Record<string, Figure>;
