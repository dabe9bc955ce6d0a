import { describe, expect, test } from "vitest";
import type { PathHead } from "../ports/store.ts";
import {
  acceptDevice,
  framesIn,
  haveOf,
  headAt,
  kindsIn,
  logNumber,
  noticesIn,
  openWithRelay,
  other,
  recordNumber,
  syncWithRelay,
  viewOf,
  type SessionUnderTest,
} from "./session.suite.ts";

const [mine, theirs] = [logNumber(1), logNumber(2)];
const [first, second] = ["01".repeat(32), "02".repeat(32)];
const path = { log: mine, branch: "" };
const based = (seq: number, baseSeq: number): PathHead => ({ ...headAt(mine, seq), base: { seq: baseSeq, id: recordNumber(baseSeq) } });

const toldIn = (session: SessionUnderTest): readonly unknown[] =>
  framesIn(session.effects).flatMap((frame) => (frame.type === "have" ? [frame.checkpoints] : []));

describe("what changes on either side", () => {
  test("a new checkpoint, one given up and a base that moves are told at once, each once", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 5)]), [[headAt(mine, 5)]], [{ path, nextSeq: 6 }]);
    expect(kindsIn(session.grow(viewOf([headAt(mine, 5)], { checkpoints: [second] })))).toEqual(["send have", "compare"]);
    session.compared({ path, nextSeq: 6 });
    expect(kindsIn(session.grow(viewOf([based(5, 3)], { checkpoints: [second] })))).toEqual(["send have", "compare"]);
    session.compared({ path, nextSeq: 6 });
    expect(kindsIn(session.grow(viewOf([based(5, 3)], { checkpoints: [second] })))).toEqual([]);
    expect(kindsIn(session.grow(viewOf([based(5, 3)])))).toEqual(["send have", "compare"]);
    expect(toldIn(session)).toEqual([[], [second], [second], []]);
  });

  test("a cut that statements have moved is told, and what was refused before is sent again", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 5)]), [[headAt(mine, 5)]], [{ path, nextSeq: 6 }]);
    expect(kindsIn(session.grow(viewOf([headAt(mine, 5)], { cutTurn: 1 })))).toEqual(["send have", "compare"]);
    session.compared({ path, nextSeq: 4 });
    expect(kindsIn(session.effects)).toContain("read-records");
  });

  test("no records are sent, and nothing is asked for by hand, before an initiator has said what it has", () => {
    const session = openWithRelay(viewOf([headAt(mine, 2)]));
    session.hear(haveOf([], { checkpoints: [first] }));
    session.feed({ kind: "sync-now" });
    session.compared({ path, nextSeq: 1 });
    expect(kindsIn(session.effects)).not.toContain("read-records");
    expect(toldIn(session)).toEqual([]);
    const planned = session.feed({ kind: "fetch-planned", plan: { manifests: [], target: null, probes: [] } });
    expect(kindsIn(planned)).toEqual(["send have", "read-records"]);
  });

  test("at most eight checkpoints are told", () => {
    const checkpoints = Array.from({ length: 9 }, (_, i) => `0${i}`.repeat(32));
    const session = syncWithRelay(viewOf([], { checkpoints }), [[]], []);
    expect(toldIn(session)).toEqual([checkpoints.slice(0, 8)]);
  });
});

describe("logs that the other side gets as a checkpoint", () => {
  const heads = [headAt(mine, 5), headAt(theirs, 3)];

  test("are neither sent nor claimed while it takes one, which is no rest, and are sent when it says so", () => {
    const session = openWithRelay(viewOf(heads, { checkpoints: [first] }));
    session.hear(haveOf([headAt(theirs, 3)], { checkpoints: [first] }));
    session.feed({ kind: "fetch-planned", plan: { manifests: [], target: null, probes: [] } });
    const cursors = heads.map(({ log, branch, seq }) => ({ path: { log, branch }, nextSeq: seq + 1 }));
    session.feed({ kind: "compared", comparison: { cursors, asks: [], awaitsCheckpoint: [mine] } });
    expect(noticesIn(session.effects).slice(3)).toEqual([{ kind: "confirmed", path: { log: theirs, branch: "" }, seq: 3 }]);
    expect(kindsIn(session.grow(viewOf([headAt(mine, 6), headAt(theirs, 3)], { checkpoints: [first] })))).toEqual([]);
    session.hear(haveOf([headAt(theirs, 3)]));
    expect(kindsIn(session.compared({ path, nextSeq: 1 }))).toContain("read-records");
  });

  test("are neither sent nor claimed where they need a base", () => {
    const session = openWithRelay(viewOf([based(5, 3)]));
    session.hear(haveOf([]));
    const comparison = { cursors: [{ path, nextSeq: 6 }], asks: [], needsBase: [mine] };
    const effects = session.feed({ kind: "compared", comparison });
    expect(noticesIn(effects)).toEqual([{ kind: "caught-up" }]);
    expect(kindsIn(session.grow(viewOf([based(6, 3)])))).toEqual([]);
  });

  test("are begun behind our base at a relay that has nothing of them, and not at a device", () => {
    const comparison = { cursors: [{ path, nextSeq: 6 }], asks: [], needsBase: [mine], beginnings: [{ path, nextSeq: 4, begins: true }] };
    const device = acceptDevice(other, viewOf([based(5, 3)]));
    device.hear(haveOf([]));
    expect(kindsIn(device.feed({ kind: "compared", comparison }))).not.toContain("read-records");
    const relay = openWithRelay(viewOf([based(5, 3)]));
    relay.hear(haveOf([]));
    relay.feed({ kind: "fetch-planned", plan: { manifests: [], target: null, probes: [] } });
    const effects = relay.feed({ kind: "compared", comparison });
    expect(effects).toContainEqual({ kind: "read-records", path, fromSeq: 4 });
    expect(noticesIn(effects)).toEqual([]);
    expect(framesIn(relay.read(mine, 4, [1, 1]))).toMatchObject([{ type: "page", firstSeq: 4, previousId: recordNumber(3), begins: true }]);
    const answered = relay.hear({ type: "answer", log: mine, headSeq: 0, headIdPrefix: "00".repeat(8), runs: [{ code: "gap", count: 2 }] });
    expect(kindsIn(answered)).toEqual(["notify"]);
    relay.hear(haveOf([]));
    expect(kindsIn(relay.feed({ kind: "compared", comparison }))).toContain("read-records");
  });

  test("are compared with what the other side holds or is taking", () => {
    const session = openWithRelay(viewOf(heads));
    const effects = session.hear(haveOf([], { checkpoints: [first, second] }));
    expect(effects).toContainEqual({ kind: "compare", theirs: [], partings: new Map(), checkpoints: [first, second] });
  });
});

describe("covered records", () => {
  test("are told with the checkpoint, not confirmed, and not sent again until the other side says anew what it has", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 4)]), [[]], [{ path, nextSeq: 1 }]);
    session.read(mine, 1, [100, 100, 100, 100]);
    const runs = [{ code: "covered", count: 4, checkpoint: first }] as const;
    const effects = session.hear({ type: "answer", log: mine, headSeq: 9, headIdPrefix: "09".repeat(8), runs });
    expect(noticesIn(effects)).toEqual([{ kind: "covered", path, seq: 4, checkpoint: first }, { kind: "caught-up" }]);
    session.hear(haveOf([]));
    expect(kindsIn(session.compared({ path, nextSeq: 1 }))).toContain("read-records");
  });

  test("that come in count as nothing, and what is stored behind them counts", () => {
    const session = syncWithRelay(viewOf([]), [[]], []);
    session.hear({
      type: "page",
      log: theirs,
      firstSeq: 1,
      previousIdPrefix: "00".repeat(8),
      records: [1, 2, 3].map((size) => new Uint8Array(size)),
    });
    const runs = [
      { code: "covered", count: 2, checkpoint: first },
      { code: "stored", count: 1 },
    ] as const;
    const page = { headSeq: 3, headIdPrefix: "03".repeat(8), runs, path: { log: theirs, branch: "" } };
    const effects = session.feed({ kind: "page-ingested", page });
    expect(noticesIn(effects)).toContainEqual({ kind: "moved", direction: "received", records: 1 });
    expect(noticesIn(effects)).toContainEqual({ kind: "confirmed", path: { log: theirs, branch: "" }, seq: 3 });
  });
});
