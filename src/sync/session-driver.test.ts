import { describe, expect, test } from "vitest";
import { err } from "../base/result.ts";
import { fixedSigner, fixedSuite, makeFixedRandom } from "../crypto/fixed.suite.ts";
import { makeMemoryPair, type LinkSide } from "../links/memory-link.ts";
import type { Signer } from "../ports/crypto.ts";
import type { Link, LinkClosed, LinkEvents } from "../ports/link.ts";
import { addTask, bring, openShared, TestProfile, titlesOf } from "../replica/space.suite.ts";
import type { Space } from "../replica/space.ts";
import { decodeFrame } from "../wire/frame-codec.ts";
import type { Frame } from "../wire/frames.ts";
import type { WireError } from "../wire/wire-error.ts";
import { ManualTimers, settle, settleUntil } from "./manual-timers.suite.ts";
import { deviceOf, quietSource } from "./quiet-source.suite.ts";
import { headAt, logNumber, space as someSpace, viewOf } from "./session.suite.ts";
import { runSession, type RunningSession } from "./session-driver.ts";
import type { SyncSource } from "./sync-source.ts";
import type { SessionNotice } from "./session-step.ts";

class Side {
  readonly notices: SessionNotice[] = [];
  readonly frames: Frame[] = [];
  bytesSent = 0;
  closed: { readonly reason: LinkClosed; readonly said: WireError | null } | null = null;
  session: RunningSession | null = null;

  get isOpen(): boolean {
    return this.notices.some((notice) => notice.kind === "open");
  }

  get isCaughtUp(): boolean {
    return this.notices.findLast((notice) => notice.kind === "caught-up" || notice.kind === "moving")?.kind === "caught-up";
  }

  typesSent(): readonly string[] {
    return this.frames.map((frame) => frame.type);
  }

  recordsSent(): number {
    return this.frames.reduce((sum, frame) => sum + (frame.type === "page" ? frame.records.length : 0), 0);
  }
}

type Party = { readonly source: SyncSource; readonly signer: Signer; readonly space?: Space["core"]["space"] };

function run(party: Party, role: "initiator" | "acceptor", openLink: (events: LinkEvents) => Link, timers: ManualTimers): Side {
  const side = new Side();
  side.session = runSession(
    { source: party.source, openLink, timers, random: makeFixedRandom(role === "initiator" ? 1 : 101), sha256: fixedSuite.sha256 },
    {
      role,
      peer: "device",
      space: party.space ?? someSpace,
      self: deviceOf(party.signer),
      onNotice: (notice) => side.notices.push(notice),
      onBytes: (direction, bytes) => {
        if (direction === "sent") side.bytesSent += bytes;
      },
      onClosed: (reason, said) => {
        side.closed = { reason, said };
      },
    },
  );
  return side;
}

/** A session between two devices; `isCut` loses everything from then on. */
function connect(initiator: Party, acceptor: Party, timers: ManualTimers) {
  const line = { isCut: false };
  const sides = new Map<LinkSide, Side>();
  const pair = makeMemoryPair({
    carry: (deliver, to, frame) => {
      const decoded = frame === null ? null : decodeFrame(frame, { authenticated: true });
      if (decoded?.ok === true && decoded.value.type !== "ignored") sides.get(to === "a" ? "b" : "a")?.frames.push(decoded.value);
      if (!line.isCut) queueMicrotask(deliver);
    },
  });
  const a = run(initiator, "initiator", (events) => pair.open("a", events), timers);
  const b = run(acceptor, "acceptor", (events) => pair.open("b", events), timers);
  sides.set("a", a).set("b", b);
  return { a, b, line };
}

const partyOf = (space: Space): Party => ({ source: space, signer: space.core.signer, space: space.core.space });

async function two(): Promise<{ spaces: readonly [Space, Space]; profiles: readonly TestProfile[] }> {
  const { spaces, profiles } = await openShared(2);
  const [first, second] = spaces;
  if (first === undefined || second === undefined) throw new Error("two spaces");
  return { spaces: [first, second], profiles };
}

/** Sessions hear of every change of their spaces. */
function listen(profiles: readonly TestProfile[], sides: readonly Side[]): void {
  for (const [index, profile] of profiles.entries()) profile.listeners.add(() => sides[index]?.session?.changed());
}

describe("two devices on a link", () => {
  test("verify each other and give each other what is missing, nothing twice", async () => {
    const { spaces, profiles } = await two();
    const [first, second] = spaces;
    for (const title of ["1", "2", "3"]) await addTask(first, title);
    for (const title of ["4", "5"]) await addTask(second, title);
    const { a, b } = connect(partyOf(first), partyOf(second), new ManualTimers());
    listen(profiles, [a, b]);
    await settleUntil(() => titlesOf(first).length === 5 && titlesOf(second).length === 5 && a.isCaughtUp && b.isCaughtUp);
    await settle();
    expect(await first.core.items.digest()).toEqual(await second.core.items.digest());
    expect([a.recordsSent(), b.recordsSent()]).toEqual([3, 2]);
    expect(a.notices[0]).toEqual({ kind: "open", peer: { kind: "device", id: second.core.self } });
    expect(b.notices[0]).toEqual({ kind: "open", peer: { kind: "device", id: first.core.self } });
  });

  test("stay on for what comes live, and know what the other has", async () => {
    const { spaces, profiles } = await two();
    const [first, second] = spaces;
    const { a, b } = connect(partyOf(first), partyOf(second), new ManualTimers());
    listen(profiles, [a, b]);
    await settleUntil(() => a.isCaughtUp && b.isCaughtUp);
    await addTask(first, "live");
    await addTask(second, "also live");
    await settleUntil(() => titlesOf(first).length === 2 && titlesOf(second).length === 2 && a.isCaughtUp && b.isCaughtUp);
    await settle();
    expect([a.recordsSent(), b.recordsSent()]).toEqual([1, 1]);
    await second.receipts.issueIfDue();
    await settleUntil(() => first.receipts.versionOf(second.core.self) !== null);
    expect(first.receipts.versionOf(second.core.self)).toEqual(second.view().version);
  });

  test("say no more than a handshake where nothing is missing, within 340 bytes a side", async () => {
    const { spaces, profiles } = await openShared(5);
    const [first, second] = spaces;
    if (first === undefined || second === undefined) throw new Error("five spaces");
    for (const [index, space] of spaces.entries()) await addTask(space, `of ${index}`);
    for (const space of spaces) for (const other of [first, second]) if (space !== other) await bring(space, other);
    const { a, b } = connect(partyOf(first), partyOf(second), new ManualTimers());
    listen(profiles, [a, b]);
    await settleUntil(() => a.isCaughtUp && b.isCaughtUp);
    await settle();
    const { statementHeads, heads } = first.view();
    expect([statementHeads.length, heads.length]).toEqual([1, 5]);
    expect([a.typesSent(), a.bytesSent]).toEqual([["auth", "have"], 295]);
    expect([b.typesSent(), b.bytesSent]).toEqual([["hello", "welcome", "have"], 266]);
  });

  test("let in a member the acceptor does not know yet, once it has shown its membership", async () => {
    const owner = new TestProfile(1);
    const first = await owner.open();
    const behind = await new TestProfile(1, { disk: owner.disk.copy() }).open();
    const newcomer = new TestProfile(2);
    await newcomer.join(first);
    const second = await newcomer.open();
    await addTask(behind, "not for strangers");
    expect(behind.isMember(second.core.self)).toBe(false);
    const { a, b } = connect(partyOf(second), partyOf(behind), new ManualTimers());
    await settleUntil(() => titlesOf(second).length === 1);
    expect(behind.isMember(second.core.self)).toBe(true);
    expect(a.typesSent().slice(0, 3)).toEqual(["auth", "statements", "have"]);
    expect(b.typesSent().slice(0, 3)).toEqual(["hello", "welcome", "have"]);
  });

  test("tell a stranger nothing", async () => {
    const { spaces } = await two();
    const [first] = spaces;
    await addTask(first, "not for strangers");
    const stranger = fixedSigner(9);
    const source = quietSource(stranger, { statementsBeyond: () => [Uint8Array.of(1)] });
    const { a, b } = connect({ source, signer: stranger, space: first.core.space }, partyOf(first), new ManualTimers());
    await settleUntil(() => a.closed !== null && b.closed !== null);
    expect([b.typesSent(), b.closed?.said]).toEqual([["hello", "welcome", "error"], "not-a-member"]);
  });

  test("hear what is said right behind the welcome, however much it is", async () => {
    const [one, other] = [fixedSigner(1), fixedSigner(2)];
    const many = viewOf(Array.from({ length: 200 }, (_, index) => headAt(logNumber(index), 5)));
    const { a, b } = connect(
      { source: quietSource(one), signer: one },
      { source: quietSource(other, { view: () => many }), signer: other },
      new ManualTimers(),
    );
    await settleUntil(() => a.notices.some((notice) => notice.kind === "their-version"));
    expect(a.notices.find((notice) => notice.kind === "their-version")).toEqual({ kind: "their-version", version: many.version });
    expect([a.closed, b.closed]).toEqual([null, null]);
  });
});

describe("a side that asks for more than it can need", () => {
  test("is left after so many times that it says what it has", async () => {
    const [one, other] = [fixedSigner(1), fixedSigner(2)];
    let told = 0;
    const statementsBeyond = (): readonly Uint8Array[] => {
      told += 1;
      return [Uint8Array.of(1)];
    };
    const asked = { source: quietSource(other, { statementsBeyond }), signer: other };
    const { a, b } = connect({ source: quietSource(one), signer: one }, asked, new ManualTimers());
    await settleUntil(() => a.isCaughtUp && b.isCaughtUp);
    for (let round = 0; round < 5_000; round++) a.session?.syncNow();
    await settleUntil(() => b.closed !== null);
    expect(b.closed?.said).toBe("rate");
    expect(told).toBeLessThan(500);
  });

  test("may go on for ever at the pace of a person", async () => {
    const [one, other] = [fixedSigner(1), fixedSigner(2)];
    const timers = new ManualTimers();
    const { a, b } = connect({ source: quietSource(one), signer: one }, { source: quietSource(other), signer: other }, timers);
    await settleUntil(() => a.isCaughtUp && b.isCaughtUp);
    for (let second = 0; second < 2_000; second++) {
      a.session?.syncNow();
      await timers.pass(1_000);
    }
    expect([a.closed, b.closed]).toEqual([null, null]);
  });

  test("and does not take the answers is left before they fill the memory", async () => {
    const [one, other] = [fixedSigner(1), fixedSigner(2)];
    const source = quietSource(other, { statementsBeyond: () => Array.from({ length: 20 }, () => new Uint8Array(400_000)) });
    const pair = makeMemoryPair();
    let sent = 0;
    const openStuck = (events: LinkEvents): Link => {
      const link = pair.open("b", events);
      const send = (bytes: Uint8Array): void => {
        sent += bytes.length;
        link.send(bytes);
      };
      return { binding: link.binding, send, bufferedBytes: () => sent, close: (error) => link.close(error) };
    };
    const a = run({ source: quietSource(one), signer: one }, "initiator", (events) => pair.open("a", events), new ManualTimers());
    const b = run({ source, signer: other }, "acceptor", openStuck, new ManualTimers());
    await settleUntil(() => a.isCaughtUp && b.isCaughtUp);
    for (let round = 0; round < 100; round++) a.session?.syncNow();
    await settleUntil(() => b.closed !== null);
    expect(b.closed?.said).toBe("rate");
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });
});

describe("a handshake", () => {
  test("that somebody forwards over a link of his own is refused", async () => {
    const { spaces } = await two();
    const [first, second] = spaces;
    const timers = new ManualTimers();
    const [near, far] = [makeMemoryPair({ binding: "to mallory" }), makeMemoryPair({ binding: "to the second" })];
    const a = run(partyOf(first), "initiator", (events) => near.open("a", events), timers);
    const b = run(partyOf(second), "acceptor", (events) => far.open("b", events), timers);
    const links: { near?: Link; far?: Link } = {};
    const passOn = (to: "near" | "far"): LinkEvents => ({
      opened: () => undefined,
      frame: (bytes) => links[to]?.send(bytes),
      closed: () => links[to]?.close(),
    });
    links.near = near.open("b", passOn("far"));
    links.far = far.open("a", passOn("near"));
    await settleUntil(() => a.closed !== null && b.closed !== null);
    expect(b.closed?.said).toBe("bad-signature");
    expect([a.isOpen, b.isOpen]).toEqual([false, false]);
  });

  test("that does not come to its end within ten seconds is given up by both", async () => {
    const [one, other] = [fixedSigner(1), fixedSigner(2)];
    const timers = new ManualTimers();
    const { a, b, line } = connect({ source: quietSource(one), signer: one }, { source: quietSource(other), signer: other }, timers);
    line.isCut = true;
    await timers.pass(9_999);
    expect([a.closed, b.closed]).toEqual([null, null]);
    await timers.pass(1);
    expect([a.closed?.said, b.closed?.said]).toEqual(["idle", "idle"]);
    expect(timers.size).toBe(0);
  });
});

const connected = async () => {
  const [one, other] = [fixedSigner(1), fixedSigner(2)];
  const timers = new ManualTimers();
  const sides = connect({ source: quietSource(one), signer: one }, { source: quietSource(other), signer: other }, timers);
  await settleUntil(() => sides.a.isCaughtUp && sides.b.isCaughtUp);
  return { ...sides, timers };
};

describe("an open session", () => {
  test("is kept up by pings for as long as they are answered", async () => {
    const { a, b, timers } = await connected();
    await timers.pass(300_000);
    expect([a.closed, b.closed]).toEqual([null, null]);
    expect(a.typesSent().filter((type) => type === "ping").length).toBeGreaterThan(5);
  });

  test("tells that a probe was answered, and of no other sign of life", async () => {
    const { a, line, timers } = await connected();
    const answers = (): number => a.notices.filter(({ kind }) => kind === "answered").length;
    await timers.pass(100_000);
    expect(answers()).toBe(0);
    a.session?.probe();
    await settleUntil(() => answers() > 0);
    await timers.pass(100_000);
    expect(answers()).toBe(1);
    line.isCut = true;
    a.session?.probe();
    await settle();
    expect(answers()).toBe(1);
  });

  test("is given up when nothing is heard after a ping", async () => {
    const { a, b, line, timers } = await connected();
    line.isCut = true;
    await timers.pass(60_000);
    expect([a.closed?.said, b.closed?.said]).toEqual(["idle", "idle"]);
    expect(timers.size).toBe(0);
  });

  test("that this side closes tells no error, and the other side hears of it", async () => {
    const { a, b, timers } = await connected();
    a.session?.close();
    await settleUntil(() => a.closed !== null && b.closed !== null);
    expect([a.closed, b.closed]).toEqual([
      { reason: { kind: "local" }, said: null },
      { reason: { kind: "remote", error: null }, said: null },
    ]);
    a.session?.syncNow();
    a.session?.changed();
    await timers.pass(100_000);
    expect(a.typesSent().at(-1)).not.toBe("ping");
  });

  test("ends when the store fails, and says so", async () => {
    const [one, other] = [fixedSigner(1), fixedSigner(2)];
    const failing = quietSource(one, { compare: async () => err({ kind: "full" }) });
    const { a, b } = connect({ source: failing, signer: one }, { source: quietSource(other), signer: other }, new ManualTimers());
    await settleUntil(() => a.closed !== null && b.closed !== null);
    expect([a.closed?.said, b.closed?.said]).toEqual(["storage", null]);
    expect(b.notices.at(-1)).toEqual({ kind: "wire-error", error: "storage" });
  });

  test("ends at bytes that are no frame, and leaves out frames of later versions", async () => {
    const signer = fixedSigner(1);
    const pair = makeMemoryPair();
    const a = run({ source: quietSource(signer), signer }, "initiator", (events) => pair.open("a", events), new ManualTimers());
    const link = pair.open("b", { opened: () => undefined, frame: () => undefined, closed: () => undefined });
    await settle();
    link.send(Uint8Array.of(0x40, 1, 2, 3));
    await settle();
    expect(a.closed).toBeNull();
    link.send(Uint8Array.of(0x01, 0xff));
    await settleUntil(() => a.closed !== null);
    expect(a.closed?.said).toBe("malformed");
  });

  test("takes no large frame before the other side is verified", async () => {
    const signer = fixedSigner(1);
    const pair = makeMemoryPair();
    const a = run({ source: quietSource(signer), signer }, "initiator", (events) => pair.open("a", events), new ManualTimers());
    const link = pair.open("b", { opened: () => undefined, frame: () => undefined, closed: () => undefined });
    await settle();
    link.send(new Uint8Array(1_025).fill(0x40));
    await settleUntil(() => a.closed !== null);
    expect(a.closed?.said).toBe("oversized");
  });

  test("splits statements and receipts over frames by their bytes", async () => {
    const [one, other] = [fixedSigner(1), fixedSigner(2)];
    const large = Array.from({ length: 12 }, () => new Uint8Array(90_000));
    const view = viewOf([], { receiptsDigest: new Uint8Array(8).fill(1), receiptCounters: new Map([[deviceOf(one), 1]]) });
    const source = quietSource(one, { view: () => view, statementsBeyond: () => large, receiptsBeyond: () => large });
    const heard = { statements: 0, receipts: 0 };
    const taking = quietSource(other, {
      ingestStatements: async (statements) => {
        heard.statements += statements.length;
        return { ok: true, value: { invalid: 0 } };
      },
      ingestReceipts: async (receipts) => {
        heard.receipts += receipts.length;
        return { ok: true, value: { invalid: 0, known: new Map() } };
      },
    });
    const { a } = connect({ source, signer: one }, { source: taking, signer: other }, new ManualTimers());
    await settleUntil(() => heard.statements === 12 && heard.receipts === 12);
    expect(a.typesSent().filter((type) => type === "receipts")).toHaveLength(6);
    expect(a.typesSent().filter((type) => type === "statements")).toHaveLength(6);
  });
});
