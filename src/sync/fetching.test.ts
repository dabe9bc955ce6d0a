import { describe, expect, test } from "vitest";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import type { PackId } from "../base/ids.ts";
import { packIdOf, packLeaf } from "../wire/pack-tree.ts";
import type { FetchPlan } from "./pack-fetch.ts";
import type { Probe } from "./fetching.ts";
import {
  framesIn,
  haveOf,
  headAt,
  kindsIn,
  logNumber,
  noticesIn,
  openWithRelay,
  recordNumber,
  viewOf,
  type SessionUnderTest,
} from "./session.suite.ts";
import { idPrefixOf } from "../wire/log-tree.ts";

const { sha256 } = fixedSuite;
const c1 = "c1".repeat(32);
const c2 = "c2".repeat(32);
const block = Uint8Array.of(1, 2, 3);
const leaves = [packLeaf(sha256, block)];
const pack: PackId = packIdOf(sha256, leaves);
const log = logNumber(1);

type Plan = FetchPlan & { readonly probes: readonly Probe[] };
const plan = (parts: Partial<Plan> = {}): Plan => ({ manifests: [], target: null, probes: [], ...parts });
const wanted = plan({ target: { checkpoint: c1, packs: [{ pack, blocks: 1, sizeBytes: 1_000, staged: 0 }] } });

const planned = (session: SessionUnderTest, what: Plan) => session.feed({ kind: "fetch-planned", plan: what });
const sent = (effects: Parameters<typeof framesIn>[0]) => framesIn(effects).map(({ type }) => type);

/** A relay lists `c1`; it has been planned to take it. */
function fetching(): SessionUnderTest {
  const session = openWithRelay();
  session.hear(haveOf([], { checkpoints: [c1] }));
  planned(session, wanted);
  session.compared();
  return session;
}

describe("an initiator", () => {
  test("says what it has once it has planned what to take, so that it can say so", () => {
    const session = openWithRelay();
    const effects = session.hear(haveOf([], { checkpoints: [c1] }));
    expect(sent(effects)).toEqual([]);
    expect(effects.at(-1)).toEqual({ kind: "plan-fetch", listed: [c1], probed: new Map(), isRelay: true });
    session.view = viewOf([], { checkpoints: [c1] });
    const [have, ask] = framesIn(planned(session, wanted));
    expect(have).toMatchObject({ type: "have", checkpoints: [c1] });
    expect(ask).toEqual({ type: "ask-pack", pack, firstBlock: 0, maxBlocks: 1 });
  });

  test("waits for no plan where nothing is listed", () => {
    expect(sent(openWithRelay().hear(haveOf([])))).toEqual(["have"]);
  });
});

describe("fetching", () => {
  test("stores blocks, takes the checkpoint, and then says again what it has", () => {
    const session = fetching();
    const blocks = { pack, firstBlock: 0, blocks: [block] };
    expect(session.hear({ type: "pack", pack, firstBlock: 0, leaves, blocks: [block] })).toEqual([{ kind: "keep-blocks", blocks }]);
    expect(session.feed({ kind: "blocks-kept", blocks })).toEqual([
      { kind: "end-fetch", end: { checkpoint: c1, outcome: "fetched", pack: null } },
    ]);
    session.view = viewOf([], { checkpoints: [c1] });
    expect(sent(session.feed({ kind: "fetch-ended" }))).toEqual(["have"]);
  });

  test("is no longer caught up meanwhile", () => {
    const session = fetching();
    expect(noticesIn(session.effects).map(({ kind }) => kind)).not.toContain("caught-up");
    const blocks = { pack, firstBlock: 0, blocks: [block] };
    session.hear({ type: "pack", pack, firstBlock: 0, leaves, blocks: [block] });
    session.feed({ kind: "blocks-kept", blocks });
    expect(noticesIn(session.feed({ kind: "fetch-ended" })).map(({ kind }) => kind)).toContain("caught-up");
  });

  test("a flipped byte is told, the checkpoint given up, and records are still taken", () => {
    const session = fetching();
    const effects = session.hear({ type: "pack", pack, firstBlock: 0, leaves, blocks: [Uint8Array.of(1, 2, 4)] });
    expect(noticesIn(effects)).toEqual([{ kind: "fetch-refused", checkpoint: c1, pack }]);
    expect(effects.at(-1)).toEqual({ kind: "end-fetch", end: { checkpoint: c1, outcome: "wrong", pack } });
    expect(session.isClosed).toBe(false);
    session.feed({ kind: "fetch-ended" });
    expect(kindsIn(session.hear(haveOf([], { checkpoints: [c1, c2] })))).not.toContain("plan-fetch");
  });

  test("asks for manifests that are not known and plans again with them", () => {
    const session = openWithRelay();
    session.hear(haveOf([], { checkpoints: [c1] }));
    expect(sent(planned(session, plan({ manifests: [c1] })))).toEqual(["have", "ask-checkpoint"]);
    const content = Uint8Array.of(9);
    expect(session.hear({ type: "checkpoint", checkpoint: c1, content })).toEqual([{ kind: "keep-checkpoint", checkpoint: c1, content }]);
    expect(kindsIn(session.feed({ kind: "checkpoint-kept", checkpoint: c1, isGood: true }))).toEqual(["plan-fetch"]);
  });

  test("a manifest that is none is told, and that side is asked nothing more", () => {
    const session = openWithRelay();
    session.hear(haveOf([], { checkpoints: [c1, c2] }));
    planned(session, plan({ manifests: [c1] }));
    session.hear({ type: "checkpoint", checkpoint: c1, content: Uint8Array.of(9) });
    const effects = session.feed({ kind: "checkpoint-kept", checkpoint: c1, isGood: false });
    expect(noticesIn(effects)).toEqual([{ kind: "fetch-refused", checkpoint: c1, pack: null }]);
    expect(kindsIn(effects)).not.toContain("plan-fetch");
  });

  test("plans again when something else may be wanted, and not otherwise", () => {
    const session = openWithRelay();
    session.hear(haveOf([], { checkpoints: [c1] }));
    planned(session, plan());
    expect(kindsIn(session.feed({ kind: "changed" }))).toEqual([]);
    expect(kindsIn(session.grow(viewOf([], { fetchTurn: 1 })))).toEqual(["plan-fetch"]);
  });

  test("says anew what it has when it holds another checkpoint", () => {
    const session = openWithRelay();
    session.hear(haveOf([]));
    const [have] = framesIn(session.grow(viewOf([], { checkpoints: [c2] })));
    expect(have).toMatchObject({ type: "have", checkpoints: [c2] });
    expect(session.feed({ kind: "changed" })).toEqual([]);
  });
});

describe("a replica that lacks records which a checkpoint covers", () => {
  const theirs = [headAt(log, 9)];
  const probing = (): SessionUnderTest => {
    const session = openWithRelay();
    session.hear(haveOf(theirs, { checkpoints: [c1] }));
    session.compared();
    return session;
  };

  test("asks whether the other side still has them, and plans with the answer", () => {
    const session = probing();
    const asked = framesIn(planned(session, plan({ probes: [{ log, seq: 4 }] })));
    expect(asked.at(-1)).toEqual({ type: "ask-ids", log, leafSeq: 9, leafIdPrefix: idPrefixOf(recordNumber(9)), seqs: [3, 4] });
    const none = session.hear({ type: "ids", log, ids: [] });
    expect(none).toEqual([{ kind: "plan-fetch", listed: [c1], probed: new Map([[`${log}/4`, "gone"]]), isRelay: true }]);
  });

  test("hears that they are there", () => {
    const session = probing();
    planned(session, plan({ probes: [{ log, seq: 4 }] }));
    const there = session.hear({ type: "ids", log, ids: [3, 4].map((seq) => ({ seq, id: recordNumber(seq) })) });
    expect(there).toEqual([{ kind: "plan-fetch", listed: [c1], probed: new Map([[`${log}/4`, "there"]]), isRelay: true }]);
  });

  test("is not content with the id of a base, of which the record is not there", () => {
    const session = probing();
    planned(session, plan({ probes: [{ log, seq: 4 }] }));
    const base = session.hear({ type: "ids", log, ids: [{ seq: 4, id: recordNumber(4) }] });
    expect(base).toEqual([{ kind: "plan-fetch", listed: [c1], probed: new Map([[`${log}/4`, "gone"]]), isRelay: true }]);
  });

  test("need not ask a side that does not reach so far", () => {
    const effects = planned(probing(), plan({ probes: [{ log, seq: 10 }] }));
    expect(sent(effects)).not.toContain("ask-ids");
    expect(effects.at(-1)).toEqual({ kind: "plan-fetch", listed: [c1], probed: new Map([[`${log}/10`, "short"]]), isRelay: true });
  });
});

describe("serving", () => {
  const asks = [
    { type: "ask-checkpoint", checkpoint: c1 },
    { type: "ask-pack", pack, firstBlock: 0, maxBlocks: 1 },
  ] as const;

  test("answers one ask after another, in order", () => {
    const session = openWithRelay();
    session.hear(haveOf([]));
    expect(session.hear(asks[0])).toEqual([{ kind: "serve", ask: asks[0] }]);
    expect(session.hear(asks[1])).toEqual([]);
    const frame = { type: "checkpoint", checkpoint: c1, content: new Uint8Array(0) } as const;
    expect(session.feed({ kind: "served", frame })).toEqual([
      { kind: "send", frame },
      { kind: "serve", ask: asks[1] },
    ]);
  });

  test("ends with a side that asks too much at once", () => {
    const session = openWithRelay();
    session.hear(haveOf([]));
    for (let count = 0; count < 4; count++) session.hear(asks[0]);
    session.hear(asks[0]);
    expect(session.isClosed).toBe(true);
  });
});
