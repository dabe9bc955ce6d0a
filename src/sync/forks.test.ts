import { describe, expect, test } from "vitest";
import { beginForkSearch } from "../wire/fork-search.ts";
import { idPrefixOf, ROOT, ZERO_ID_PREFIX } from "../wire/log-tree.ts";
import type { SessionUnderTest } from "./session.suite.ts";
import {
  framesIn,
  haveOf,
  headAt,
  kindsIn,
  logNumber,
  noticesIn,
  openWithRelay,
  recordNumber,
  syncWithRelay,
  viewOf,
} from "./session.suite.ts";
import { leafKey, type PageFrame } from "./session-step.ts";

const [mine, theirs] = [logNumber(1), logNumber(2)];
const trunk = (log = mine) => ({ log, branch: "" });
const pageOf = (log: typeof mine, firstSeq: number, sizes: readonly number[]): PageFrame => ({
  type: "page",
  log,
  firstSeq,
  previousIdPrefix: firstSeq === 1 ? ZERO_ID_PREFIX : idPrefixOf(recordNumber(firstSeq - 1)),
  records: sizes.map((size) => new Uint8Array(size)),
});

describe("forks", () => {
  const leaf = { log: mine, seq: 3, idPrefix: "ee".repeat(8) };
  const asking = (): SessionUnderTest => {
    const session = openWithRelay(viewOf([headAt(mine, 5)]));
    session.hear(haveOf([]));
    session.feed({ kind: "compared", comparison: { cursors: [{ path: trunk(), nextSeq: 6 }], asks: [leaf] } });
    return session;
  };

  test("asks for the ids on the way to a leaf that is not its own, until the last common record is found", () => {
    const session = asking();
    expect(framesIn(session.effects).at(-1)).toEqual({
      type: "ask-ids",
      log: mine,
      leafSeq: 3,
      leafIdPrefix: "ee".repeat(8),
      seqs: [1, 2],
    });
    const ids = [1, 2].map((seq) => ({ seq, id: recordNumber(seq) }));
    expect(session.hear({ type: "ids", log: mine, ids })).toEqual([{ kind: "learn-ids", search: beginForkSearch(leaf), ids }]);
    const common = { branch: "", seq: 2 };
    const found = { ...beginForkSearch(leaf), common, rounds: 1 };
    const effects = session.feed({ kind: "ids-learned", leaf, search: found });
    expect(effects.at(-1)).toEqual({ kind: "compare", theirs: [], checkpoints: [], partings: new Map([[leafKey(leaf), common]]) });
  });

  test("claims nothing of a log that has parted before the search has ended, and has not caught up", () => {
    const session = asking();
    expect(noticesIn(session.effects).map((notice) => notice.kind)).toEqual(["open", "their-version", "their-heads", "fork-found"]);
  });

  test("asks for one leaf of a log at a time", () => {
    const session = openWithRelay(viewOf([headAt(mine, 5)]));
    session.hear(haveOf([]));
    const another = { ...leaf, idPrefix: "ff".repeat(8) };
    const elsewhere = { ...leaf, log: theirs };
    const effects = session.feed({ kind: "compared", comparison: { cursors: [], asks: [leaf, another, elsewhere] } });
    expect(framesIn(effects)).toMatchObject([
      { type: "ask-ids", log: mine, leafIdPrefix: "ee".repeat(8) },
      { type: "ask-ids", log: theirs },
    ]);
  });

  test("gives a search up when the answer does not fit", () => {
    const session = asking();
    session.hear({ type: "ids", log: mine, ids: [] });
    expect(kindsIn(session.feed({ kind: "ids-learned", leaf, search: null }))).toEqual(["notify"]);
    expect(kindsIn(session.hear({ type: "ids", log: mine, ids: [] }))).toEqual([]);
  });

  test("goes on asking while a round leaves more to ask", () => {
    const session = asking();
    const search = { leaf: { ...leaf, seq: 500 }, common: ROOT, differingSeq: 500, untoldSeq: 0, rounds: 0 };
    session.feed({ kind: "compared", comparison: { cursors: [], asks: [] } });
    const effects = session.feed({ kind: "ids-learned", leaf, search: { ...search, leaf, rounds: 1 } });
    expect(framesIn(effects)).toMatchObject([{ type: "ask-ids", leafSeq: 3 }]);
    expect(framesIn(effects)[0]).toHaveProperty("seqs.length", 64);
  });

  test("answers what it is asked with the ids it holds", () => {
    const session = openWithRelay();
    const asked = session.hear({ type: "ask-ids", log: mine, leafSeq: 5, leafIdPrefix: "aa".repeat(8), seqs: [1, 2] });
    const askedLeaf = { log: mine, seq: 5, idPrefix: "aa".repeat(8) };
    expect(asked).toEqual([{ kind: "send-ids", log: mine, leaf: askedLeaf, seqs: [1, 2] }]);
    const ids = [{ seq: 1, id: recordNumber(1) }];
    expect(framesIn(session.feed({ kind: "ids-read", log: mine, ids }))).toEqual([{ type: "ids", log: mine, ids }]);
  });

  test("after storing a fork it says anew what it has, and compares again", () => {
    const session = syncWithRelay(viewOf([headAt(mine, 5)]), [[headAt(mine, 5)]], [{ path: trunk(), nextSeq: 6 }]);
    session.hear(pageOf(mine, 3, [1]));
    const effects = session.feed({
      kind: "page-ingested",
      page: { headSeq: 3, headIdPrefix: "ee".repeat(8), runs: [{ code: "fork", count: 1 }], path: { log: mine, branch: "ee".repeat(8) } },
    });
    expect(framesIn(effects).map((frame) => frame.type)).toEqual(["answer", "have"]);
    expect(kindsIn(effects)).toContain("compare");
    expect(noticesIn(effects)).toContainEqual({ kind: "fork-found", log: mine });
  });
});
