import { describe, expect, test } from "vitest";
import {
  beginHolding,
  EMPTY_OUTBOX,
  isAllConfirmed,
  isAwaited,
  nextRead,
  noteHeld,
  notePageSent,
  noteUnreadable,
  setCursors,
  takeAnswer,
  unblock,
  type Outbox,
} from "./outbox.ts";
import { headAt, logNumber, recordNumber } from "./session.suite.ts";

const log = logNumber(1);
const path = { log, branch: "" };
const heads = [headAt(log, 10)];
const WINDOW = 1_048_576;

const compared = (nextSeq: number): Outbox => setCursors(EMPTY_OUTBOX, [{ path, nextSeq }]);
const sent = (outbox: Outbox, firstSeq: number, count: number, bytes = 10): Outbox =>
  notePageSent(outbox, { path, firstSeq, count, bytes });
const read = (outbox: Outbox): number | null => nextRead(outbox, heads, WINDOW)?.fromSeq ?? null;

describe("the outbox", () => {
  test("begins a path that no comparison knew at its first record", () => {
    expect(read(EMPTY_OUTBOX)).toBe(1);
    expect(nextRead(EMPTY_OUTBOX, [headAt(log, 9, "aa".repeat(8), 6)], WINDOW)?.fromSeq).toBe(6);
  });

  test("begins with a device's earlier logs, by which the later ones are known", () => {
    const [later, earlier] = [
      { ...headAt(log, 9), generation: 20 },
      { ...headAt(logNumber(2), 9, "aa".repeat(8), 6), generation: 8 },
    ];
    expect(nextRead(EMPTY_OUTBOX, [later, earlier], WINDOW)?.path.log).toBe(earlier.log);
  });

  test("does not skip what lies below a base: a path is sent only from behind it on", () => {
    const based = [{ ...headAt(log, 10), base: { seq: 4, id: recordNumber(4) } }];
    const next = (outbox: Outbox): number | null => nextRead(outbox, based, WINDOW)?.fromSeq ?? null;
    expect([EMPTY_OUTBOX, compared(1), compared(4), compared(5), compared(11)].map(next)).toEqual([null, null, null, 5, null]);
    expect(isAllConfirmed(compared(4), based)).toBe(true);
  });

  test("reads one page at a time", () => {
    expect(read({ ...compared(4), reading: true })).toBeNull();
    expect(isAllConfirmed({ ...compared(11), reading: true }, heads)).toBe(false);
  });

  test("counts pages on their way as sent when versions are compared again", () => {
    const again = setCursors(sent(compared(1), 1, 10), [{ path, nextSeq: 1 }]);
    expect(read(again)).toBeNull();
    expect(isAllConfirmed(again, heads)).toBe(false);
  });

  test("keeps what was shown to be held since the other side said what it has, and only that", () => {
    const held = noteHeld(compared(1), path, 7);
    expect(read(setCursors(held, [{ path, nextSeq: 1 }]))).toBe(8);
    expect(read(setCursors(held, []))).toBe(8);
    expect(read(setCursors(beginHolding(held), [{ path, nextSeq: 1 }]))).toBe(1);
  });

  test("knows what it reads no longer waits for", () => {
    expect(isAwaited(compared(4), heads, path, 4)).toBe(true);
    expect(isAwaited(noteHeld(compared(4), path, 4), heads, path, 4)).toBe(false);
    expect(isAwaited(noteUnreadable(compared(4), path), heads, path, 4)).toBe(false);
    expect(isAwaited(compared(4), [], path, 4)).toBe(false);
  });

  test("tries blocked paths again from what was confirmed", () => {
    const blocked = noteUnreadable(noteHeld(compared(1), path, 3), path);
    expect(read(blocked)).toBeNull();
    expect(read(unblock(blocked))).toBe(4);
  });
});

describe("an answer", () => {
  test("confirms what was stored, held already or forked, behind what is covered too", () => {
    const runs = [
      { code: "covered", count: 1, checkpoint: "00".repeat(32) },
      { code: "duplicate", count: 2 },
      { code: "stored", count: 3 },
      { code: "fork", count: 4 },
    ] as const;
    const outcome = takeAnswer(sent(compared(1), 1, 10), log, 10, runs);
    expect(outcome?.confirmed).toEqual({ path, seq: 10 });
    expect(outcome?.covered).toEqual({ path, seq: 1, checkpoint: "00".repeat(32) });
    expect(outcome && isAllConfirmed(outcome.outbox, heads)).toBe(true);
  });

  test("settles what is covered without confirming it, until versions are compared again", () => {
    const runs = [{ code: "covered", count: 4, checkpoint: "07".repeat(32) }] as const;
    const outcome = takeAnswer(sent(compared(1), 1, 4), log, 9, runs);
    expect(outcome).toMatchObject({ confirmed: null, refused: null, covered: { path, seq: 4, checkpoint: "07".repeat(32) } });
    if (outcome === null) throw new Error("an answer to the page");
    expect(read(outcome.outbox)).toBe(5);
    const behind = takeAnswer(sent(outcome.outbox, 5, 2), log, 9, [{ code: "gap", count: 2 }]);
    expect(behind && read(behind.outbox)).toBeNull();
    expect(behind && isAllConfirmed(behind.outbox, heads)).toBe(true);
    expect(behind && read(setCursors(beginHolding(behind.outbox), [{ path, nextSeq: 3 }]))).toBe(3);
  });

  test("goes on behind what is covered where that attaches", () => {
    const covered = takeAnswer(sent(compared(1), 1, 4), log, 9, [{ code: "covered", count: 4, checkpoint: "07".repeat(32) }]);
    const stored = covered && takeAnswer(sent(covered.outbox, 5, 2), log, 6, [{ code: "stored", count: 2 }]);
    expect(stored?.confirmed).toEqual({ path, seq: 6 });
    const gap = stored && takeAnswer(sent(stored.outbox, 7, 2), log, 5, [{ code: "gap", count: 2 }]);
    expect(gap && read(gap.outbox)).toBe(6);
  });

  test("tells nothing new of what was confirmed before", () => {
    const outcome = takeAnswer(noteHeld(sent(compared(1), 1, 2), path, 5), log, 5, [{ code: "duplicate", count: 2 }]);
    expect(outcome?.confirmed).toBeNull();
  });

  test("stops at a refusal: what was sent behind it is not there", () => {
    const outcome = takeAnswer(sent(compared(1), 1, 3), log, 1, [
      { code: "stored", count: 1 },
      { code: "refused", count: 1, reason: "too-large" },
      { code: "stored", count: 1 },
    ]);
    expect([outcome?.confirmed?.seq, outcome?.refused]).toEqual([1, { path, reason: "too-large" }]);
    expect(outcome && read(outcome.outbox)).toBeNull();
  });

  test("goes back after a gap to where the other side says that it ends", () => {
    const back = takeAnswer(sent(compared(5), 5, 3), log, 2, [{ code: "gap", count: 3 }]);
    expect(back && read(back.outbox)).toBe(3);
  });

  test("goes back after a gap to what was confirmed, or to the beginning, where the other side names a leaf further on", () => {
    const gap = [{ code: "gap", count: 3 }] as const;
    const unconfirmed = takeAnswer(sent(sent(compared(3), 3, 2), 5, 3), log, 2, [{ code: "gap", count: 2 }]);
    const toConfirmed = unconfirmed && takeAnswer(unconfirmed.outbox, log, 9, gap);
    expect(toConfirmed && read(toConfirmed.outbox)).toBe(3);
    const toBeginning = takeAnswer(sent(compared(5), 5, 3), log, 9, gap);
    expect(toBeginning && read(toBeginning.outbox)).toBe(1);
    const branch = headAt(log, 12, "aa".repeat(8), 6);
    const { log: ofLog, branch: name } = branch;
    const sentBranch = notePageSent(EMPTY_OUTBOX, { path: { log: ofLog, branch: name }, firstSeq: 8, count: 3, bytes: 10 });
    const back = takeAnswer(sentBranch, log, 20, gap);
    expect(back && nextRead(back.outbox, [branch], WINDOW)?.fromSeq).toBe(6);
  });

  test("belongs to the oldest page on its way, and to nothing else", () => {
    expect(takeAnswer(EMPTY_OUTBOX, log, 1, [{ code: "stored", count: 1 }])).toBeNull();
    expect(takeAnswer(sent(compared(1), 1, 2), logNumber(2), 2, [{ code: "stored", count: 2 }])).toBeNull();
    expect(takeAnswer(sent(compared(1), 1, 2), log, 2, [{ code: "stored", count: 3 }])).toBeNull();
  });
});
