import { expect, test } from "vitest";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { packIdOf, packLeaf } from "../wire/pack-tree.ts";
import { leftToMove } from "./left-to-move.ts";
import { haveOf, headAt, logNumber, openWithRelay, recordNumber, syncWithRelay, viewOf, type SessionUnderTest } from "./session.suite.ts";

const { sha256 } = fixedSuite;
const [mine, theirs] = [logNumber(1), logNumber(2)];
const pathOf = (log: typeof mine) => ({ log, branch: "" });
const left = (session: SessionUnderTest): unknown => leftToMove(session.state, session.view);

test("nothing is known before the other side has said what it has and that has been compared", () => {
  const session = openWithRelay(viewOf([headAt(mine, 2)]));
  expect(left(session)).toBeNull();
  session.hear(haveOf([]));
  expect(left(session)).toBeNull();
  session.compared({ path: pathOf(mine), nextSeq: 1 });
  expect(left(session)).toEqual({ toSend: 2, toReceive: 0 });
});

test("what is sent is left until it is answered for", () => {
  const session = syncWithRelay(viewOf([headAt(mine, 5)]), [[]], [{ path: pathOf(mine), nextSeq: 2 }]);
  expect(left(session)).toEqual({ toSend: 4, toReceive: 0 });
  session.read(mine, 2, [100, 100, 100]);
  expect(left(session)).toEqual({ toSend: 4, toReceive: 0 });
  session.stored(mine, 4, 3);
  expect(left(session)).toEqual({ toSend: 1, toReceive: 0 });
});

test("what they say to have is left until it is here", () => {
  const session = syncWithRelay(viewOf([]), [[headAt(theirs, 9)]], []);
  expect(left(session)).toEqual({ toSend: 0, toReceive: 9 });
  session.view = viewOf([headAt(theirs, 7)]);
  expect(left(session)).toMatchObject({ toReceive: 2 });
});

test("what is below a base, what is refused, what waits for their checkpoint and what others bring is not left to send", () => {
  const based = { ...headAt(mine, 5), base: { seq: 3, id: recordNumber(3) } };
  expect(left(syncWithRelay(viewOf([based]), [[]], [{ path: pathOf(mine), nextSeq: 1 }]))).toMatchObject({ toSend: 2 });

  const refused = syncWithRelay(viewOf([headAt(mine, 2)]), [[]], [{ path: pathOf(mine), nextSeq: 1 }]);
  refused.read(mine, 1, [100, 100]);
  refused.hear({ type: "answer", log: mine, headSeq: 0, headIdPrefix: "", runs: [{ code: "refused", count: 2, reason: "unverified" }] });
  expect(left(refused)).toMatchObject({ toSend: 0 });

  const waiting = openWithRelay(viewOf([headAt(mine, 5)]));
  waiting.hear(haveOf([]));
  waiting.feed({ kind: "compared", comparison: { cursors: [], asks: [], awaitsCheckpoint: [mine] } });
  expect(left(waiting)).toMatchObject({ toSend: 0 });

  const forwarding = { heldBack: () => new Set([mine]), isToldBy: () => false };
  const brought = syncWithRelay(viewOf([headAt(mine, 5)]), [[]], [{ path: pathOf(mine), nextSeq: 1 }], { forwarding });
  expect(left(brought)).toMatchObject({ toSend: 0 });
});

test("records that come with a checkpoint count by the share of its packs that is stored, and all of them until it is taken", () => {
  const checkpoint = "01".repeat(32);
  const blocks = [1, 2, 3, 4].map((byte) => Uint8Array.of(byte));
  const leaves = blocks.map((block) => packLeaf(sha256, block));
  const pack = packIdOf(sha256, leaves);
  const session = openWithRelay();
  session.hear(haveOf([headAt(theirs, 100)], { checkpoints: [checkpoint] }));
  const target = { checkpoint, packs: [{ pack, blocks: 4, sizeBytes: 4_000, staged: 0 }], records: 80 };
  session.feed({ kind: "fetch-planned", plan: { manifests: [], target, probes: [] } });
  session.compared();
  expect(left(session)).toEqual({ toSend: 0, toReceive: 100 });
  session.hear({ type: "pack", pack, firstBlock: 0, leaves, blocks: blocks.slice(0, 1) });
  session.feed({ kind: "blocks-kept", blocks: { pack, firstBlock: 0, blocks: blocks.slice(0, 1) } });
  expect(left(session)).toMatchObject({ toReceive: 80 });
  session.hear({ type: "pack", pack, firstBlock: 1, leaves: [], blocks: blocks.slice(1) });
  session.feed({ kind: "blocks-kept", blocks: { pack, firstBlock: 1, blocks: blocks.slice(1) } });
  expect(left(session)).toMatchObject({ toReceive: 20 });
  session.view = viewOf([headAt(theirs, 80)]);
  session.feed({ kind: "fetch-ended" });
  session.compared();
  expect(left(session)).toMatchObject({ toReceive: 20 });
});
