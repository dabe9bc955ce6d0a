import { describe, expect, test } from "vitest";
import { encodeFrame } from "../src/wire/frame-codec.ts";
import { receiptsDigest } from "../src/wire/receipt.ts";
import { makeMemoryDisk, openMemoryStore } from "./memory-store.ts";
import { dial, haveOf, ScriptedDevice, VERIFIER, type ScriptedLink } from "./scripted-device.suite.ts";
import { type TestRelay } from "./test-relay.suite.ts";
import { addPhone, addReader, founding, openSpace, owner, phone, space, stranger } from "./test-space.suite.ts";

describe("statements and receipts at a relay", () => {
  test("a new member's statement is stored, answered and passed on; its device is let in at once", async () => {
    const { relay, link, phoneLink } = await openSpace();
    const added = await owner.add(founding, stranger, "writer", [addReader.id]);
    link.send({ type: "statements", statements: [added.bytes] });
    expect(await link.expect("heads")).toEqual({ type: "heads", heads: [added.id] });
    expect(await phoneLink.expect("statements")).toEqual({ type: "statements", statements: [added.bytes] });
    expect((await stranger.connect(relay, space)).welcome.showMembership).toBe(false);
  });

  test("statements that a device lacks come before records", async () => {
    const { relay, link } = await openSpace();
    link.send(owner.page(space, await owner.write(space, 1)));
    await link.expect("answer");
    const { link: phoneLink } = await phone.join(relay, space, { heads: [founding] });
    expect(await phoneLink.expect("statements")).toEqual({ type: "statements", statements: [addPhone.bytes, addReader.bytes] });
    await phoneLink.expect("page");
  });

  test("statements that do not verify are dropped and charged", async () => {
    const { link } = await openSpace();
    const added = await owner.add(founding, stranger);
    const broken = added.bytes.map((byte, index) => (index === added.bytes.length - 1 ? byte ^ 1 : byte));
    link.send({ type: "statements", statements: [broken, Uint8Array.of(1, 2)] });
    expect(await link.expect("heads")).toEqual({ type: "heads", heads: [addReader.id] });
    link.send({ type: "statements", statements: Array.from({ length: 14 }, () => broken) });
    expect(await link.skipTo("error")).toEqual({ type: "error", error: "unverified" });
  });

  test("a stranger's statement that a member brings is not kept, and charged", async () => {
    const { relay, link, disk } = await openSpace();
    const kept = disk.spaces.get(space)?.statements.size;
    const strange = await Promise.all(Array.from({ length: 16 }, (_, index) => stranger.add(founding, new ScriptedDevice(20 + index))));
    link.send({ type: "statements", statements: strange.slice(0, 2).map(({ bytes }) => bytes) });
    expect(await link.expect("heads")).toEqual({ type: "heads", heads: [addReader.id] });
    expect(disk.spaces.get(space)?.statements.size).toBe(kept);
    link.send({ type: "statements", statements: strange.slice(2).map(({ bytes }) => bytes) });
    expect(await link.skipTo("error")).toEqual({ type: "error", error: "unverified" });
    const { link: again } = await owner.join(relay, space, { heads: [addReader] });
    expect(await again.settle()).toEqual([]);
  });

  test("a statement of another space is not taken in", async () => {
    const opened = await openSpace();
    const otherFounding = await owner.found(9);
    opened.link.send({ type: "statements", statements: [otherFounding.bytes] });
    expect((await opened.link.expect("heads")).heads).toEqual([addReader.id]);
    expect(opened.disk.spaces.size).toBe(1);
  });

  test("statements are not claimed when the store cannot commit", async () => {
    const opened = await openSpace();
    const added = await owner.add(founding, stranger, "writer", [addReader.id]);
    opened.disk.failure = { kind: "failed", reason: "broken" };
    opened.link.send({ type: "statements", statements: [added.bytes] });
    expect(await opened.link.expect("error")).toEqual({ type: "error", error: "storage" });
    opened.disk.failure = null;
    expect((await stranger.connect(opened.relay, space)).welcome.showMembership).toBe(true);
  });

  test("a receipt that the store cannot keep ends the link, so that it is said again on the next one", async () => {
    const opened = await openSpace();
    opened.disk.failure = { kind: "full" };
    opened.link.send({ type: "receipts", receipts: [await owner.receipt(space, 1)] });
    expect(await opened.link.expect("error")).toEqual({ type: "error", error: "storage" });
    expect(opened.disk.spaces.get(space)?.receipts.size).toBe(0);
  });

  test("the newest receipt of each member is kept and passed on; older ones, strangers' and forged ones are not", async () => {
    const opened = await openSpace();
    const [first, second, strangers] = [await owner.receipt(space, 1), await owner.receipt(space, 2), await stranger.receipt(space, 1)];
    opened.link.send({ type: "receipts", receipts: [second] });
    expect(await opened.phoneLink.expect("receipts")).toEqual({ type: "receipts", receipts: [second] });
    const forged = (await owner.receipt(space, 3)).map((byte, index, all) => (index === all.length - 1 ? byte ^ 1 : byte));
    opened.phoneLink.send({ type: "receipts", receipts: [first, strangers, forged] });
    expect(await opened.link.settle()).toEqual([]);
    expect([...(opened.disk.spaces.get(space)?.receipts.values() ?? [])].map((receipt) => receipt.counter)).toEqual([2]);
  });

  test("a forged receipt is refused on its own device's link too, where it would stand in the way of the right one", async () => {
    const opened = await openSpace();
    const receipt = await owner.receipt(space, 1);
    const forged = receipt.map((byte, index, all) => (index === all.length - 1 ? byte ^ 1 : byte));
    opened.link.send({ type: "receipts", receipts: [forged] });
    await opened.link.settle();
    expect(opened.disk.spaces.get(space)?.receipts.size).toBe(0);
    opened.link.send({ type: "receipts", receipts: [receipt] });
    expect(await opened.phoneLink.expect("receipts")).toEqual({ type: "receipts", receipts: [receipt] });
  });

  test("receipts are told to who has others, by the digest, and not to who has the same", async () => {
    const { relay, link } = await openSpace();
    const receipt = await owner.receipt(space, 4);
    link.send({ type: "receipts", receipts: [receipt] });
    await link.settle();
    const { link: phoneLink } = await phone.join(relay, space, { heads: [addReader] });
    expect(await phoneLink.expect("receipts")).toEqual({ type: "receipts", receipts: [receipt] });
    const digest = receiptsDigest(VERIFIER.sha256, [{ device: owner.id, counter: 4 }]);
    const { link: again, welcome } = await phone.connect(relay, space);
    expect(welcome.showMembership).toBe(false);
    again.send({ ...haveOf({ heads: [addReader] }), receiptsDigest: digest });
    expect((await again.expect("have")).receiptsDigest).toEqual(digest);
    expect(await again.settle()).toEqual([]);
  });
});

describe("a member's link", () => {
  test("ends at what is malformed, oversized or out of turn, and the other links go on", async () => {
    const { relay, phoneLink } = await openSpace();
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [Uint8Array.of(0x07, 1), "malformed"],
      [new Uint8Array(524_289), "oversized"],
      [encodeFrame({ type: "welcome", showMembership: false, signature: null }), "unexpected"],
      [encodeFrame({ type: "answer", log: owner.log(space), headSeq: 1, headIdPrefix: "00".repeat(8), runs: [] }), "unexpected"],
    ];
    for (const [bytes, error] of cases) {
      const { link } = await owner.join(relay, space, { heads: [addReader] });
      link.sendBytes(bytes);
      expect(await link.skipTo("error")).toEqual({ type: "error", error });
    }
    expect(await phoneLink.settle()).toEqual([]);
  });

  test("ignores frames of types that later versions add", async () => {
    const { link } = await openSpace();
    link.sendBytes(Uint8Array.of(0x40, 1, 2, 3));
    expect(await link.settle()).toEqual([]);
  });

  test("is asked for a sign of life after thirty seconds, and ended when it gives none", async () => {
    const { link, phoneLink, time } = await openSpace();
    time.pass(30_000);
    link.send({ type: "pong", nonce: (await link.expect("ping")).nonce });
    await phoneLink.expect("ping");
    expect(await link.settle()).toEqual([]);
    time.pass(30_000);
    expect(await phoneLink.ending()).toBe("idle");
    expect((await link.expect("ping")).type).toBe("ping");
  });

  test("answers pings", async () => {
    const { link } = await openSpace();
    link.send({ type: "ping", nonce: 12 });
    expect(await link.expect("pong")).toEqual({ type: "pong", nonce: 12 });
  });

  test("ends when it says too much too fast", async () => {
    const { link } = await openSpace();
    for (let i = 0; i < 2_100; i++) link.send({ type: "pong", nonce: i });
    expect(await link.skipTo("error")).toEqual({ type: "error", error: "rate" });
  });

  test("ends sooner when it asks for much with each frame", async () => {
    const { link } = await openSpace();
    const version = Array.from({ length: 1_000 }, (_, seq) => ({ log: owner.log(space), seq: seq + 1, idPrefix: "0".repeat(16) }));
    for (let i = 0; i < 30; i++) {
      link.send({ type: "have", heads: [], version, checkpoints: [], receiptsDigest: new Uint8Array(8), windowBytes: 1_000 });
    }
    expect(await link.skipTo("error")).toEqual({ type: "error", error: "rate" });
  });

  test("is one of a bounded number, for a device, an address and the relay", async () => {
    const { relay } = await openSpace({ limits: { maxLinksPerDevice: 2, maxLinksPerAddress: 1, maxLinks: 5 } });
    await owner.join(relay, space, { heads: [addReader] });
    const third = await owner.connectOrError(relay, space);
    expect(third).toBe("too-many-links");
    const far = dialFrom(relay, "192.0.2.1");
    expect((await far.expect("hello")).type).toBe("hello");
    expect(await dialFrom(relay, "192.0.2.1").ending()).toBe("too-many-links");
    const near = dialFrom(relay, "192.0.2.2");
    await near.expect("hello");
    expect(await dialFrom(relay, "192.0.2.3").ending()).toBe("too-many-links");
    near.close();
    while (relay.counts().links > 4) await Promise.resolve();
    expect((await dialFrom(relay, "192.0.2.3").next()).type).toBe("hello");
  });

  test("is let in though others from its address have shown only that they are there, until these are many", async () => {
    const { relay } = await openSpace({ limits: { maxLinksPerAddress: 5, maxStrangersPerAddress: 2 } });
    const first = dialFrom(relay, "192.0.2.1");
    await first.expect("hello");
    const member = dialFrom(relay, "192.0.2.1");
    const hello = await member.expect("hello");
    expect(await dialFrom(relay, "192.0.2.1").ending()).toBe("too-many-links");
    member.send(await owner.auth(space, hello));
    await member.expect("welcome");
    expect((await dialFrom(relay, "192.0.2.1").expect("hello")).type).toBe("hello");
    expect(await dialFrom(relay, "192.0.2.1").ending()).toBe("too-many-links");
  });

  test("is one of a bounded number for an IPv6 network, whose addresses anyone in it may choose", async () => {
    const { relay } = await openSpace({ limits: { maxLinksPerAddress: 1 } });
    expect((await dialFrom(relay, "2001:db8::1").next()).type).toBe("hello");
    expect(await dialFrom(relay, "2001:db8::2").ending()).toBe("too-many-links");
    expect((await dialFrom(relay, "2001:db8:0:1::2").next()).type).toBe("hello");
  });

  test("ends with the class of the fault when the store cannot be read, and works again afterwards", async () => {
    const disk = makeMemoryDisk(new Uint8Array(32));
    const store = openMemoryStore(disk);
    let isBroken = false;
    const { link, phoneLink, relay, events } = await openSpace({
      store: {
        ...store,
        readRecords: (...asked) => (isBroken ? Promise.resolve({ ok: false, error: { kind: "full" } }) : store.readRecords(...asked)),
      },
    });
    phoneLink.close();
    const records = await owner.write(space, 2);
    link.send(owner.page(space, records));
    await link.expect("answer");
    isBroken = true;
    const { link: unlucky } = await phone.join(relay, space, { heads: [addReader] });
    expect(await unlucky.ending()).toBe("storage");
    expect(events).toContainEqual({ kind: "store-failed", error: { kind: "full" } });
    isBroken = false;
    const { link: lucky } = await phone.join(relay, space, { heads: [addReader] });
    expect((await lucky.expect("page")).records).toHaveLength(2);
    expect(await link.settle()).toEqual([]);
  });

  test("hears that the relay is shutting down, after what it asked for is committed", async () => {
    const opened = await openSpace();
    opened.link.send(owner.page(space, await owner.write(space, 2)));
    await opened.link.expect("answer");
    await opened.relay.close();
    expect([await opened.link.ending(), await opened.phoneLink.ending()]).toEqual(["shutting-down", "shutting-down"]);
    expect(opened.relay.counts()).toEqual({ links: 0, members: 0, spaces: 0, meetings: 0 });
    expect(await dialFrom(opened.relay, "127.0.0.1").ending()).toBe("shutting-down");
  });
});

const dialFrom = (relay: TestRelay["relay"], address: string): ScriptedLink => dial(relay, { address });
