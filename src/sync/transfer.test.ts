import { describe, expect, test } from "vitest";
import type { AnswerRun } from "../wire/frames.ts";
import { idPrefixOf, ZERO_ID_PREFIX } from "../wire/log-tree.ts";
import type { SessionUnderTest } from "./session.suite.ts";
import {
  endIn,
  framesIn,
  haveOf,
  headAt,
  kindsIn,
  logNumber,
  noticesIn,
  openWithRelay,
  other,
  recordNumber,
  self,
  statementNumber,
  syncWithRelay,
  viewOf,
} from "./session.suite.ts";
import { type IngestedPage, type PageFrame, type SessionEffect } from "./session-step.ts";

const [mine, theirs] = [logNumber(1), logNumber(2)];
const trunk = (log = mine) => ({ log, branch: "" });
const pageOf = (log: typeof mine, firstSeq: number, sizes: readonly number[]): PageFrame => ({
  type: "page",
  log,
  firstSeq,
  previousIdPrefix: firstSeq === 1 ? ZERO_ID_PREFIX : idPrefixOf(recordNumber(firstSeq - 1)),
  records: sizes.map((size) => new Uint8Array(size)),
});

const ingested = (log: typeof mine, headSeq: number, runs: readonly AnswerRun[]): { kind: "page-ingested"; page: IngestedPage } => ({
  kind: "page-ingested",
  page: { headSeq, headIdPrefix: idPrefixOf(recordNumber(headSeq)), runs, path: trunk(log) },
});

const readsIn = (effects: readonly SessionEffect[]) => effects.filter((effect) => effect.kind === "read-records");
const readOf = (log: typeof mine, fromSeq: number, branch = "") => ({ kind: "read-records", path: { log, branch }, fromSeq });
const answer = (log: typeof mine, headSeq: number, runs: readonly AnswerRun[]) =>
  ({ type: "answer", log, headSeq, headIdPrefix: idPrefixOf(recordNumber(headSeq)), runs }) as const;

describe("what each side says first", () => {
  test("statements are sent before records are compared", () => {
    const session = openWithRelay(viewOf([headAt(mine, 3)]));
    const effects = session.hear(haveOf([], { heads: [statementNumber(7)] }));
    expect(kindsIn(effects)).toEqual(["notify", "notify", "send-statements", "compare", "send have"]);
    expect(effects[2]).toEqual({ kind: "send-statements", theirHeads: [statementNumber(7)] });
  });

  test("statements that were shown are not sent again", () => {
    const session = openWithRelay();
    session.hear(haveOf([], { heads: [] }));
    const effects = session.grow(viewOf([], { statementHeads: [statementNumber(1), statementNumber(2)] }));
    expect(effects).toEqual([{ kind: "send-statements", theirHeads: [statementNumber(1)] }]);
    expect(session.feed({ kind: "changed" })).toEqual([]);
  });

  test("statements the other side has told to hold are not offered", () => {
    const session = openWithRelay();
    session.hear(haveOf([], { heads: [] }));
    session.hear({ type: "heads", heads: [statementNumber(1), statementNumber(2)] });
    expect(session.grow(viewOf([], { statementHeads: [statementNumber(1), statementNumber(2)] }))).toEqual([]);
  });

  test("receipts are sent only where the digests differ", () => {
    const view = viewOf([], { receiptsDigest: new Uint8Array(8).fill(1), receiptCounters: new Map([[self, 4]]) });
    const alike = openWithRelay(view).hear(haveOf([], { receiptsDigest: new Uint8Array(8).fill(1) }));
    expect(kindsIn(alike)).not.toContain("send-receipts");
    const unlike = openWithRelay(view).hear(haveOf([], { receiptsDigest: new Uint8Array(8).fill(2) }));
    expect(unlike).toContainEqual({ kind: "send-receipts", known: new Map() });
  });

  test("only receipts that are news to the other side are sent on", () => {
    const session = openWithRelay();
    session.hear(haveOf([]));
    session.compared();
    session.hear({ type: "receipts", receipts: [Uint8Array.of(1)] });
    session.view = viewOf([], { receiptCounters: new Map([[other, 3]]) });
    session.feed({ kind: "receipts-ingested", invalid: 0, known: new Map([[other, 3]]) });
    expect(kindsIn(session.feed({ kind: "changed" }))).toEqual([]);
    const grown = session.grow(viewOf([], { receiptCounters: new Map([[other, 3], [self, 1]]) })); // prettier-ignore
    expect(grown).toEqual([{ kind: "send-receipts", known: new Map([[other, 3]]) }]);
  });

  test("more heads than a frame holds are told up to the limit", () => {
    const heads = Array.from({ length: 70 }, (_, index) => statementNumber(index));
    const [have] = framesIn(
      openWithRelay(viewOf([], { statementHeads: heads }))
        .hear(haveOf([]))
        .slice(-1),
    );
    expect(have).toMatchObject({ type: "have", heads: heads.slice(0, 64) });
  });
});

describe("sending", () => {
  const view = viewOf([headAt(mine, 10)]);

  test("sends the records after the last one the other side holds, and calls them confirmed when it has stored them", () => {
    const session = syncWithRelay(view, [[headAt(mine, 4)]], [{ path: trunk(), nextSeq: 5 }]);
    expect(readsIn(session.effects)).toEqual([readOf(mine, 5)]);
    const [page] = framesIn(session.read(mine, 5, [10, 10, 10, 10, 10, 10]));
    expect(page).toMatchObject({ type: "page", log: mine, firstSeq: 5, previousIdPrefix: idPrefixOf(recordNumber(4)) });
    expect(noticesIn(session.stored(mine, 10, 6))).toEqual([{ kind: "confirmed", path: trunk(), seq: 10 }, { kind: "caught-up" }]);
  });

  test("sends nothing where nothing is missing, and says that it has caught up", () => {
    const session = syncWithRelay(view, [[headAt(mine, 10)]], [{ path: trunk(), nextSeq: 11 }]);
    expect(readsIn(session.effects)).toEqual([]);
    expect(noticesIn(session.effects).at(-1)).toEqual({ kind: "caught-up" });
  });

  test("keeps the bytes of unanswered pages within the window", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 50)]), [[]], [{ path: trunk(), nextSeq: 1 }]);
    const page = 262_144;
    session.read(mine, 1, [page]);
    session.read(mine, 2, [page]);
    expect(readsIn(session.read(mine, 3, [page]))).toEqual([]);
    expect(readsIn(session.stored(mine, 1, 1))).toEqual([readOf(mine, 4)]);
  });

  test("always has one page on its way, however small the window", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 3)]), [[], { windowBytes: 1 }], [{ path: trunk(), nextSeq: 1 }]);
    expect(readsIn(session.read(mine, 1, [5_000]))).toEqual([]);
    expect(readsIn(session.stored(mine, 1, 1))).toEqual([readOf(mine, 2)]);
  });

  test("never exceeds the window by a record that is larger than a page", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 50)]), [[]], [{ path: trunk(), nextSeq: 1 }]);
    let unanswered = 0;
    for (let seq = 1; readsIn(session.effects).some((read) => read.kind === "read-records" && read.fromSeq === seq); seq++) {
      session.read(mine, seq, [294_912]);
      unanswered += 294_912;
    }
    expect(unanswered).toBeLessThanOrEqual(1_048_576);
    expect(unanswered).toBeGreaterThan(500_000);
  });

  test("sends a trunk before the branches that leave it", () => {
    const heads = [headAt(mine, 6, "aa".repeat(8), 4), headAt(mine, 5)];
    const cursors = [{ path: { log: mine, branch: "aa".repeat(8) }, nextSeq: 4 }, { path: trunk(), nextSeq: 1 }]; // prettier-ignore
    const session = syncWithRelay(viewOf(heads), [[]], cursors);
    expect(readsIn(session.effects)).toEqual([readOf(mine, 1)]);
    expect(readsIn(session.read(mine, 1, [1, 1, 1, 1, 1]))).toEqual([readOf(mine, 4, "aa".repeat(8))]);
  });

  test("goes on after a gap from where the other side says it stands", () => {
    const session = syncWithRelay(view, [[headAt(mine, 4)]], [{ path: trunk(), nextSeq: 5 }]);
    session.read(mine, 5, [1, 1, 1, 1, 1, 1]);
    expect(readsIn(session.hear(answer(mine, 2, [{ code: "gap", count: 6 }])))).toEqual([readOf(mine, 3)]);
  });

  test("gives a path up after eight gaps without progress, until versions are compared again", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 5)]), [[]], [{ path: trunk(), nextSeq: 5 }]);
    for (let gaps = 0; gaps < 8; gaps++) {
      expect(readsIn(session.effects)).toHaveLength(gaps + 1);
      session.read(mine, 5, [1]);
      session.hear(answer(mine, 4, [{ code: "gap", count: 1 }]));
    }
    expect(readsIn(session.effects)).toHaveLength(8);
    session.hear(haveOf([headAt(mine, 4)]));
    expect(readsIn(session.compared({ path: trunk(), nextSeq: 5 }))).toEqual([readOf(mine, 5)]);
  });

  test("stops at a refusal, says so, and goes on with other logs", () => {
    const heads = [headAt(mine, 10), headAt(theirs, 2)];
    const session = syncWithRelay(viewOf(heads), [[]], [{ path: trunk(), nextSeq: 1 }, { path: trunk(theirs), nextSeq: 1 }]); // prettier-ignore
    session.read(mine, 1, [1, 1]);
    const refused = session.hear(answer(mine, 1, [{ code: "stored", count: 1 }, { code: "refused", reason: "quota", count: 1 }])); // prettier-ignore
    expect(noticesIn(refused)).toEqual([
      { kind: "confirmed", path: trunk(), seq: 1 },
      { kind: "refused", path: trunk(), reason: "quota" },
    ]);
    // The read that was under way is of no use any more.
    expect(framesIn(session.read(mine, 3, [1]))).toEqual([]);
    expect(readsIn(session.effects).at(-1)).toEqual(readOf(theirs, 1));
    expect(readsIn(session.feed({ kind: "sync-now" }))).toEqual([]);
    session.read(theirs, 1, [1, 1]);
    expect(readsIn(session.effects).at(-1)).toEqual(readOf(mine, 2));
  });

  test("leaves out a path whose records cannot be read here", () => {
    const heads = [headAt(mine, 10), headAt(theirs, 2)];
    const session = syncWithRelay(viewOf(heads), [[]], [{ path: trunk(), nextSeq: 1 }, { path: trunk(theirs), nextSeq: 1 }]); // prettier-ignore
    expect(readsIn(session.read(mine, 1, []))).toEqual([readOf(theirs, 1)]);
  });

  test("sends a new record at once, as a page of its own", () => {
    const session = syncWithRelay(view, [[headAt(mine, 10)]], [{ path: trunk(), nextSeq: 11 }]);
    expect(readsIn(session.grow(viewOf([headAt(mine, 11)])))).toEqual([readOf(mine, 11)]);
    expect(framesIn(session.read(mine, 11, [20]))).toMatchObject([{ type: "page", firstSeq: 11 }]);
  });

  test("ends the session at an answer that belongs to no page", () => {
    const session = syncWithRelay(view, [[]], [{ path: trunk(), nextSeq: 1 }]);
    expect(endIn(session.stored(mine, 1, 1))).toBe("unexpected");
    const another = syncWithRelay(view, [[]], [{ path: trunk(), nextSeq: 1 }]);
    another.read(mine, 1, [1, 1]);
    expect(endIn(another.stored(mine, 1, 1))).toBe("unexpected");
  });

  test("compares again when the other side says anew what it has", () => {
    const session = syncWithRelay(view, [[headAt(mine, 10)]], [{ path: trunk(), nextSeq: 11 }]);
    expect(kindsIn(session.hear(haveOf([])))).toContain("compare");
    expect(readsIn(session.compared({ path: trunk(), nextSeq: 1 }))).toEqual([readOf(mine, 1)]);
  });

  test("says anew what it has when it is asked to sync now", () => {
    const session = syncWithRelay(view, [[headAt(mine, 10)]], [{ path: trunk(), nextSeq: 11 }]);
    expect(framesIn(session.feed({ kind: "sync-now" }))).toMatchObject([{ type: "have" }]);
  });

  test("does not send what a comparison with an older version would have sent, when it was confirmed meanwhile", () => {
    const session = syncWithRelay(view, [[]], [{ path: trunk(), nextSeq: 1 }]);
    session.read(mine, 1, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    session.stored(mine, 10, 10);
    session.hear({ ...pageOf(theirs, 1, [1]) });
    session.feed(ingested(theirs, 1, [{ code: "fork", count: 1 }]));
    expect(readsIn(session.compared({ path: trunk(), nextSeq: 1 }))).toEqual([]);
  });
});

/** Nothing is missing on either side. */
const synced = (): SessionUnderTest => syncWithRelay(viewOf([headAt(mine, 1)]), [[headAt(mine, 1)]], [{ path: trunk(), nextSeq: 2 }]);

describe("receiving", () => {
  test("takes statements, pages and receipts one at a time in the order of the link", () => {
    const session = synced();
    expect(kindsIn(session.hear({ type: "statements", statements: [] }))).toContain("ingest-statements");
    expect(kindsIn(session.hear(pageOf(theirs, 1, [1])))).toEqual(["expect-page"]);
    expect(kindsIn(session.hear({ type: "receipts", receipts: [] }))).toEqual([]);
    expect(kindsIn(session.feed({ kind: "statements-ingested", invalid: 0 }))).toEqual(["send heads", "ingest-page"]);
    expect(kindsIn(session.feed(ingested(theirs, 1, [{ code: "stored", count: 1 }])))).toEqual([
      "send answer",
      "notify",
      "notify",
      "ingest-receipts",
    ]);
  });

  test("answers each page after it was stored, and knows that its sender has it", () => {
    const session = synced();
    session.hear(pageOf(theirs, 1, [1, 1]));
    const effects = session.feed(ingested(theirs, 2, [{ code: "stored", count: 2 }]));
    expect(framesIn(effects)).toEqual([answer(theirs, 2, [{ code: "stored", count: 2 }])]);
    expect(noticesIn(effects)).toContainEqual({ kind: "confirmed", path: trunk(theirs), seq: 2 });
  });

  test("does not send back what the other side has sent, whenever the view shows it", () => {
    const session = synced();
    session.hear(pageOf(theirs, 1, [1, 1]));
    const grown = viewOf([headAt(mine, 1), headAt(theirs, 2)]);
    expect(readsIn(session.grow(grown))).toEqual([]);
    expect(readsIn(session.feed(ingested(theirs, 2, [{ code: "stored", count: 2 }])))).toEqual([]);
    expect(readsIn(session.feed({ kind: "changed" }))).toEqual([]);
  });

  test("does not send it back either when a comparison was under way", () => {
    const session = openWithRelay(viewOf([headAt(mine, 1)]));
    session.hear(haveOf([headAt(mine, 1)]));
    session.hear(pageOf(theirs, 1, [1, 1]));
    session.view = viewOf([headAt(mine, 1), headAt(theirs, 2)]);
    session.feed(ingested(theirs, 2, [{ code: "stored", count: 2 }]));
    expect(readsIn(session.compared({ path: trunk(), nextSeq: 2 }, { path: trunk(theirs), nextSeq: 1 }))).toEqual([]);
    // Nor when the comparison was made before there was that log.
    session.feed({ kind: "sync-now" });
    expect(readsIn(session.compared({ path: trunk(), nextSeq: 2 }))).toEqual([]);
  });

  test("sends on what another link has brought", () => {
    const session = synced();
    expect(readsIn(session.grow(viewOf([headAt(mine, 1), headAt(theirs, 2)])))).toEqual([readOf(theirs, 1)]);
  });

  test("ends with a side that sends more unanswered bytes than it was granted", () => {
    const session = openWithRelay(viewOf([]), { windowBytes: 1_000 });
    session.hear(pageOf(theirs, 1, [900]));
    expect(endIn(session.hear(pageOf(theirs, 2, [100])))).toBeNull();
    expect(endIn(session.hear(pageOf(theirs, 3, [1])))).toBe("window");
  });

  test("takes one page that is larger than the window", () => {
    const session = openWithRelay(viewOf([]), { windowBytes: 1_000 });
    expect(kindsIn(session.hear(pageOf(theirs, 1, [5_000])))).toEqual(["ingest-page"]);
  });

  test("ends with a side that keeps more frames waiting than memory is for", () => {
    const session = openWithRelay();
    let ended: string | null = null;
    for (let frames = 0; frames < 1_100 && ended === null; frames++) ended = endIn(session.hear({ type: "receipts", receipts: [] }));
    expect(ended).toBe("rate");
  });

  test("ends at more bytes of statements and receipts than may wait to be stored", () => {
    const session = openWithRelay();
    const statements = { type: "statements", statements: [new Uint8Array(400_000)] } as const;
    const endings = Array.from({ length: 42 }, () => endIn(session.hear(statements)));
    expect(endings.indexOf("rate")).toBe(41);
  });

  test("charges what does not verify, and ends at sixteen", () => {
    const session = synced();
    const refuse = (count: number): readonly SessionEffect[] => {
      session.hear(
        pageOf(
          theirs,
          1,
          Array.from({ length: count }, () => 1),
        ),
      );
      return session.feed(ingested(theirs, 0, [{ code: "refused", reason: "unverified", count }]));
    };
    expect(noticesIn(refuse(7))).toContainEqual({ kind: "unverified", count: 7 });
    session.hear({ type: "statements", statements: [] });
    expect(endIn(session.feed({ kind: "statements-ingested", invalid: 4 }))).toBeNull();
    session.hear({ type: "receipts", receipts: [] });
    expect(endIn(session.feed({ kind: "receipts-ingested", invalid: 4, known: new Map() }))).toBeNull();
    const last = refuse(1);
    expect(endIn(last)).toBe("unverified");
    expect(framesIn(last).map((frame) => frame.type)).toEqual(["answer", "error"]);
  });

  test("does not charge records refused for another reason", () => {
    const session = synced();
    session.hear(pageOf(theirs, 1, [1]));
    const effects = session.feed({
      kind: "page-ingested",
      page: { headSeq: 0, headIdPrefix: ZERO_ID_PREFIX, runs: [{ code: "refused", reason: "not-permitted", count: 40 }], path: null },
    });
    expect(endIn(effects)).toBeNull();
    expect(noticesIn(effects).map((notice) => notice.kind)).not.toContain("unverified");
  });

  test("says that it is moving while something is being stored, and that it has caught up after", () => {
    const session = synced();
    expect(noticesIn(session.hear(pageOf(theirs, 1, [1])))).toEqual([{ kind: "moving" }]);
    expect(noticesIn(session.grow(viewOf([headAt(mine, 1), headAt(theirs, 1)])))).toEqual([]);
    const after = session.feed(ingested(theirs, 1, [{ code: "stored", count: 1 }]));
    expect(noticesIn(after).at(-1)).toEqual({ kind: "caught-up" });
  });
});
