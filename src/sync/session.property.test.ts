// Whatever a peer says and whenever the replica answers: a session never throws, and says nothing once it is closed.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { beginForkSearch } from "../wire/fork-search.ts";
import { encodeFrame } from "../wire/frame-codec.ts";
import { arbitraryFrame, arbitraryFrames } from "../wire/frame.suite.ts";
import { ZERO_ID_PREFIX } from "../wire/log-tree.ts";
import {
  acceptDevice,
  framesIn,
  headAt,
  logNumber,
  makeConfig,
  openWithRelay,
  other,
  recordNumber,
  SessionUnderTest,
  signature,
  stranger,
  viewOf,
} from "./session.suite.ts";
import type { LocalView, SessionEvent } from "./session-step.ts";

const views: readonly LocalView[] = [
  viewOf([]),
  viewOf([headAt(logNumber(1), 3)], { receiptCounters: new Map([[other, 2]]) }),
  viewOf([{ ...headAt(logNumber(1), 8), base: { seq: 5, id: recordNumber(5) } }, headAt(logNumber(2), 4)], {
    checkpoints: ["07".repeat(32)],
  }),
  viewOf([headAt(logNumber(1), 9), headAt(logNumber(2), 4), headAt(logNumber(1), 7, "aa".repeat(8), 5)]),
];

const log = fc.constantFrom(logNumber(1), logNumber(2), logNumber(3));
const path = fc.record({ log, branch: fc.constantFrom("", "aa".repeat(8)) });
const seq = fc.integer({ min: 1, max: 12 });
const leaf = fc.record({ log, seq, idPrefix: fc.constantFrom("bb".repeat(8), "cc".repeat(8)) });
const runs = fc.array(
  fc.oneof(
    fc.record({ code: fc.constantFrom("stored" as const, "duplicate" as const, "gap" as const, "fork" as const), count: seq }),
    fc.record({ code: fc.constant("covered" as const), checkpoint: fc.constant("07".repeat(32)), count: seq }),
    fc.record({ code: fc.constant("refused" as const), reason: fc.constantFrom("unverified" as const, "quota" as const), count: seq }),
  ),
  { minLength: 1, maxLength: 3 },
);

/** Frames about logs that the session knows reach further than arbitrary ones. */
const fittingFrame = fc.oneof(
  fc.record({ type: fc.constant("page" as const), log, firstSeq: seq, previousIdPrefix: fc.constant(ZERO_ID_PREFIX), records: fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }) }), // prettier-ignore
  fc.record({ type: fc.constant("answer" as const), log, headSeq: seq, headIdPrefix: fc.constant(ZERO_ID_PREFIX), runs }),
  fc.record({ type: fc.constant("ids" as const), log, ids: fc.array(fc.record({ seq, id: seq.map(recordNumber) }), { maxLength: 5 }) }),
  arbitraryFrames.have,
  arbitraryFrames.statements,
  arbitraryFrames.receipts,
);

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  { weight: 6, arbitrary: fittingFrame.map((frame): SessionEvent => ({ kind: "frame", frame })) },
  { weight: 3, arbitrary: arbitraryFrame.map((frame): SessionEvent => ({ kind: "frame", frame })) },
  fc.constant({ kind: "changed" } as const),
  fc.constant({ kind: "sync-now" } as const),
  fc.constant({ kind: "opened" } as const),
  fc.constant({ kind: "signed", signature } as const),
  fc.boolean().map((valid) => ({ kind: "verified", valid }) as const),
  fc
    .record({
      cursors: fc.array(fc.record({ path, nextSeq: seq }), { maxLength: 4 }),
      asks: fc.array(leaf, { maxLength: 3 }),
      needsBase: fc.array(log),
      awaitsCheckpoint: fc.array(log),
    })
    .map((comparison) => ({ kind: "compared", comparison }) as const),
  fc
    .record({ path, firstSeq: seq, records: fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 3 }) })
    .map((read) => ({ kind: "records-read", previousId: null, ...read }) as const),
  fc
    .record({ headSeq: seq, headIdPrefix: fc.constant(ZERO_ID_PREFIX), runs, path: fc.option(path) })
    .map((page) => ({ kind: "page-ingested", page }) as const),
  fc.integer({ min: 0, max: 3 }).map((invalid) => ({ kind: "statements-ingested", invalid }) as const),
  fc.integer({ min: 0, max: 3 }).map((invalid) => ({ kind: "receipts-ingested", invalid, known: new Map([[other, 3]]) }) as const),
  leaf.chain((asked) => fc.boolean().map((fits) => ({ kind: "ids-learned", leaf: asked, search: fits ? { ...beginForkSearch(asked), rounds: 1 } : null }) as const)), // prettier-ignore
  log.map((asked) => ({ kind: "ids-read", log: asked, ids: [] }) as const),
  fc.constant({ kind: "ping-due", nonce: 1 } as const),
);

const beginnings: readonly (() => SessionUnderTest)[] = [
  () => new SessionUnderTest(makeConfig()),
  () => new SessionUnderTest(makeConfig({ role: "acceptor", peer: "device" })),
  () => openWithRelay(viewOf([headAt(logNumber(1), 5)])),
  () => acceptDevice(other, viewOf([headAt(logNumber(1), 5)])),
  () => acceptDevice(stranger),
];

test("a session never throws, sends only frames that encode, and is silent once closed", () => {
  const steps = fc.array(fc.record({ event, view: fc.constantFrom(...views) }), { maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), steps, (begin, events) => {
      const session = begin();
      for (const { event: next, view } of events) {
        const wasClosed = session.isClosed;
        session.view = view;
        const effects = session.feed(next);
        if (wasClosed) expect(effects).toEqual([]);
        for (const frame of framesIn(effects)) expect(encodeFrame(frame).length).toBeGreaterThan(0);
        const end = effects.findIndex((effect) => effect.kind === "close");
        if (end >= 0) expect([end, session.isClosed]).toEqual([effects.length - 1, true]);
      }
    }),
    { numRuns: 1_500 },
  );
});
