import { describe, expect, test } from "vitest";
import type { AnswerRun } from "../wire/frames.ts";
import { idPrefixOf, ZERO_ID_PREFIX } from "../wire/log-tree.ts";
import type { SessionUnderTest } from "./session.suite.ts";
import { framesIn, headAt, logNumber, noticesIn, recordNumber, syncWithRelay, viewOf } from "./session.suite.ts";
import type { IngestedPage, PageFrame, SessionEffect } from "./session-step.ts";

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

const answer = (log: typeof mine, headSeq: number, runs: readonly AnswerRun[]) =>
  ({ type: "answer", log, headSeq, headIdPrefix: idPrefixOf(recordNumber(headSeq)), runs }) as const;

/** A session to which pages have come while it stores something else. */
function waiting(...pages: readonly PageFrame[]): SessionUnderTest {
  const session = syncWithRelay(viewOf([headAt(mine, 1)]), [[headAt(mine, 1)]], [{ path: trunk(), nextSeq: 2 }]);
  session.hear({ type: "statements", statements: [] });
  for (const page of pages) session.hear(page);
  return session;
}

/** That is over now. */
const begun = { kind: "statements-ingested", invalid: 0 } as const;

/** First seq and count of records of what is stored next. */
const storedIn = (effects: readonly SessionEffect[]) =>
  effects.flatMap((effect) => (effect.kind === "ingest-page" ? [[effect.page.firstSeq, effect.page.records.length]] : []));

describe("pages that wait", () => {
  test("are stored as one where they follow each other, and answered each", () => {
    const session = waiting(pageOf(theirs, 1, [1]), pageOf(theirs, 2, [1, 1]));
    expect(storedIn(session.feed(begun))).toEqual([[1, 3]]);
    const effects = session.feed(
      ingested(theirs, 3, [
        { code: "duplicate", count: 2 },
        { code: "stored", count: 1 },
      ]),
    );
    expect(framesIn(effects).filter(({ type }) => type === "answer")).toEqual([
      answer(theirs, 3, [{ code: "duplicate", count: 1 }]),
      answer(theirs, 3, [
        { code: "duplicate", count: 1 },
        { code: "stored", count: 1 },
      ]),
    ]);
    expect(noticesIn(effects)).toContainEqual({ kind: "confirmed", path: trunk(theirs), seq: 3 });
  });

  test("are stored one after another where they do not follow each other, say where they part, or are too much at once", () => {
    const [first, second] = [pageOf(theirs, 1, [1]), pageOf(theirs, 2, [1])];
    expect(storedIn(waiting(first, pageOf(theirs, 3, [1])).feed(begun))).toEqual([[1, 1]]);
    expect(storedIn(waiting(first, pageOf(mine, 2, [1])).feed(begun))).toEqual([[1, 1]]);
    expect(storedIn(waiting(first, { ...second, previousId: recordNumber(1) }).feed(begun))).toEqual([[1, 1]]);
    const large = [1, 2, 3, 4].map((seq) => pageOf(theirs, seq, [262_000]));
    expect(storedIn(waiting(...large).feed(begun))).toEqual([[1, 3]]);
  });

  test("are taken anew, the next one first, behind one that was not stored whole", () => {
    const session = waiting(pageOf(theirs, 1, [1]), pageOf(theirs, 2, [1, 1]), pageOf(theirs, 4, [1]), pageOf(theirs, 5, [1]));
    session.feed(begun);
    const refused = { code: "refused", reason: "unverified" } as const;
    // Whatever is wrong with the second, it may have followed something else than the first.
    const effects = session.feed(
      ingested(theirs, 1, [
        { code: "stored", count: 1 },
        { ...refused, count: 4 },
      ]),
    );
    expect(framesIn(effects)).toEqual([answer(theirs, 1, [{ code: "stored", count: 1 }])]);
    expect(storedIn(effects)).toEqual([[2, 4]]);
    const again = session.feed(
      ingested(theirs, 1, [
        { code: "stored", count: 1 },
        { ...refused, count: 3 },
      ]),
    );
    expect(framesIn(again)).toEqual([
      answer(theirs, 1, [
        { code: "stored", count: 1 },
        { ...refused, count: 1 },
      ]),
    ]);
    expect(noticesIn(again)).toContainEqual({ kind: "unverified", count: 1 });
    expect(storedIn(again)).toEqual([[4, 2]]);
    const last = session.feed(ingested(theirs, 2, [{ code: "gap", count: 2 }]));
    expect(framesIn(last)).toEqual([answer(theirs, 2, [{ code: "gap", count: 1 }])]);
    expect(storedIn(last)).toEqual([[5, 1]]);
  });
});
