import { describe, expect, test } from "vitest";
import { bytesEqual } from "../src/base/bytes.ts";
import { encodeFrame } from "../src/wire/frame-codec.ts";
import { openTestRelay } from "./test-relay.suite.ts";
import { dial, haveOf, ScriptedDevice } from "./scripted-device.suite.ts";

const owner = new ScriptedDevice(1);
const stranger = new ScriptedDevice(2);
const founding = await owner.found();
const { space } = founding;

describe("the handshake with a relay", () => {
  test("greets with the store's id and a fresh challenge on each link", async () => {
    const { relay } = openTestRelay();
    const [first, second] = [await dial(relay).expect("hello"), await dial(relay).expect("hello")];
    expect(first.acceptor).toEqual(new Uint8Array(32).fill(0xdd));
    expect(first.versions).toEqual([1]);
    expect(bytesEqual(first.challenge, second.challenge)).toBe(false);
  });

  test("asks a device it does not know to show its membership, then says what it has", async () => {
    const { relay } = openTestRelay();
    const { link, welcome } = await owner.connect(relay, space);
    expect(welcome).toEqual({ type: "welcome", showMembership: true, signature: null });
    link.send({ type: "statements", statements: [founding.bytes] });
    const have = await link.expect("have");
    expect([have.heads, have.version, have.receiptsDigest]).toEqual([[founding.id], [], new Uint8Array(8)]);
  });

  test("knows a member at once afterwards, also after a restart", async () => {
    const { relay, disk } = openTestRelay();
    await owner.join(relay, space, { shows: [founding] });
    expect((await owner.connect(relay, space)).welcome.showMembership).toBe(false);
    await relay.close();
    expect((await owner.connect(openTestRelay({ disk }).relay, space)).welcome.showMembership).toBe(false);
  });

  test("takes statements in any number of frames before the device says what it has", async () => {
    const { relay } = openTestRelay();
    const added = await owner.add(founding, stranger);
    const { link } = await stranger.connect(relay, space);
    link.send({ type: "statements", statements: [founding.bytes] });
    link.send({ type: "statements", statements: [added.bytes] });
    link.send(haveOf({ heads: [added] }));
    expect((await link.expect("have")).heads).toEqual([added.id]);
  });

  test("turns away who shows no membership, tells it nothing, and keeps nothing of what it showed", async () => {
    const { relay, disk } = openTestRelay();
    const { link } = await stranger.connect(relay, space);
    link.send({ type: "statements", statements: [founding.bytes] });
    link.send(haveOf());
    expect(await link.expect("error")).toEqual({ type: "error", error: "not-a-member" });
    expect(await link.ending()).toBe("not-a-member");
    expect(disk.spaces.size).toBe(0);
  });

  test("turns away a stranger to a space it serves, and goes on serving", async () => {
    const { relay, disk } = openTestRelay();
    const { link: ownersLink } = await owner.join(relay, space, { shows: [founding] });
    const forged = await stranger.add(founding, stranger, "owner");
    const { link } = await stranger.connect(relay, space);
    link.send({ type: "statements", statements: [founding.bytes, forged.bytes] });
    link.send(haveOf());
    expect(await link.skipTo("error")).toEqual({ type: "error", error: "not-a-member" });
    expect(disk.spaces.get(space)?.statements.size).toBe(1);
    expect(await ownersLink.settle()).toEqual([]);
  });

  test("says that it has no such space to who shows nothing of one, and to strangers of one that it has only that they are", async () => {
    const { relay, disk } = openTestRelay();
    const early = await stranger.connect(relay, space);
    early.link.send(haveOf());
    expect(await early.link.ending()).toBe("no-such-space");
    expect(disk.spaces.size).toBe(0);
    await owner.join(relay, space, { shows: [founding] });
    const late = await stranger.connect(relay, space);
    late.link.send(haveOf());
    expect(await late.link.ending()).toBe("not-a-member");
  });

  test("takes only so many statements from who is not a member yet, also of those that it has not looked at", async () => {
    const { relay } = openTestRelay();
    const { link } = await stranger.connect(relay, space);
    for (let frame = 0; frame < 5; frame++)
      link.send({ type: "statements", statements: Array.from({ length: 1_024 }, () => founding.bytes) });
    link.send(haveOf());
    expect(await link.ending()).toBe("quota");
  });

  test("gives who shows nothing ten seconds", async () => {
    const { relay, time } = openTestRelay();
    const silent = dial(relay);
    await silent.expect("hello");
    const { link: showing } = await stranger.connect(relay, space);
    time.pass(10_000);
    expect([await silent.ending(), await showing.ending()]).toEqual(["idle", "not-a-member"]);
  });

  test("refuses a forged signature", async () => {
    const { relay } = openTestRelay();
    const link = dial(relay);
    const auth = await stranger.auth(space, await link.expect("hello"));
    link.send({ ...auth, device: owner.id });
    expect(await link.ending()).toBe("bad-signature");
  });

  test("refuses a handshake replayed on another link", async () => {
    const { relay } = openTestRelay();
    const first = dial(relay);
    const auth = await owner.auth(space, await first.expect("hello"));
    first.send(auth);
    await first.expect("welcome");
    const second = dial(relay);
    await second.expect("hello");
    second.send(auth);
    expect(await second.ending()).toBe("bad-signature");
  });

  test("refuses a handshake forwarded by who stands in between under another name", async () => {
    const { relay } = openTestRelay();
    const link = dial(relay);
    const hello = await link.expect("hello");
    link.send(await owner.auth(space, hello, { binding: "ws://evil.example" }));
    expect(await link.ending()).toBe("bad-signature");
  });

  test("refuses a handshake for another space than was signed", async () => {
    const { relay } = openTestRelay();
    const other = await owner.found(2);
    const link = dial(relay);
    link.send({ ...(await owner.auth(space, await link.expect("hello"))), space: other.space });
    expect(await link.ending()).toBe("bad-signature");
  });

  test("refuses who dialled a name the relay does not go by", async () => {
    const { relay } = openTestRelay();
    const link = dial(relay, { binding: "ws://evil.example" });
    link.send(await owner.auth(space, await link.expect("hello"), { binding: "ws://evil.example" }));
    expect(await link.ending()).toBe("wrong-origin");
  });

  test("takes the operator's origin over TLS, which the relay itself does not see", async () => {
    const { relay } = openTestRelay({ origins: ["ws://localhost:8787", "wss://notes.example"] });
    const link = dial(relay, { binding: "ws://notes.example" });
    link.send(await owner.auth(space, await link.expect("hello"), { binding: "wss://notes.example" }));
    expect((await link.expect("welcome")).showMembership).toBe(true);
  });

  test("refuses a handshake in which somebody has altered the versions that it offered", async () => {
    const { relay } = openTestRelay();
    for (const versions of [
      [1, 2],
      [2, 1],
      [1, 1],
    ]) {
      const link = dial(relay);
      const hello = await link.expect("hello");
      link.send(await owner.auth(space, { ...hello, versions }));
      expect(await link.ending()).toBe("bad-signature");
    }
  });

  test("refuses a session that somebody else has begun: a greeting that was passed on serves on its own link alone", async () => {
    const { relay } = openTestRelay();
    const theirs = dial(relay);
    const greeting = await theirs.expect("hello");
    // The device signs for the greeting that it was shown, on a link of its own.
    const own = dial(relay);
    await own.expect("hello");
    own.send(await owner.auth(space, greeting));
    expect(await own.ending()).toBe("bad-signature");
  });

  test("refuses a version it does not speak", async () => {
    const { relay } = openTestRelay();
    const link = dial(relay);
    link.send({ ...(await owner.auth(space, await link.expect("hello"))), version: 2 });
    expect(await link.ending()).toBe("unsupported-version");
  });

  test("refuses a device key of small order, whatever it signs", async () => {
    const { relay } = openTestRelay();
    const link = dial(relay);
    const auth = await owner.auth(space, await link.expect("hello"));
    const identity = new ScriptedDevice(3);
    Object.assign(identity, { id: "01".padEnd(64, "0") });
    link.send({ ...auth, device: identity.id, signature: new Uint8Array(64) });
    expect(await link.ending()).toBe("bad-signature");
  });

  test("names what is malformed, oversized or out of turn before authentication", async () => {
    const { relay } = openTestRelay();
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [Uint8Array.of(0x3e), "malformed"],
      [new Uint8Array(0), "malformed"],
      [new Uint8Array(1_025), "oversized"],
      [encodeFrame(haveOf()), "unexpected"],
      [encodeFrame({ type: "ping", nonce: 1 }), "unexpected"],
    ];
    for (const [bytes, error] of cases) {
      const link = dial(relay);
      await link.expect("hello");
      link.sendBytes(bytes);
      expect(await link.expect("error")).toEqual({ type: "error", error });
      expect(await link.ending()).toBe(error);
    }
    expect(relay.counts().links).toBe(0);
  });

  test("opens a new space only for the operator's token, and serves the spaces it has without one", async () => {
    const token = new TextEncoder().encode("let-me-in");
    const { relay } = openTestRelay({ policy: { kind: "token", token } });
    const attempt = async (shown: Uint8Array): Promise<string> => {
      const link = dial(relay);
      link.send(await owner.auth(space, await link.expect("hello"), { token: shown }));
      const answer = await link.next();
      link.send({ type: "statements", statements: [founding.bytes] });
      if (answer.type === "welcome" && answer.showMembership) await link.expect("have");
      return answer.type === "error" ? answer.error : answer.type;
    };
    expect(await attempt(new Uint8Array(0))).toBe("space-refused");
    expect(await attempt(token.map((byte) => byte ^ 1))).toBe("space-refused");
    expect(await attempt(token)).toBe("welcome");
    expect(await attempt(new Uint8Array(0))).toBe("welcome");
  });

  test("says when the store cannot be read, and keeps the link's error to a class", async () => {
    const disk = openTestRelay().disk;
    const { relay, events } = openTestRelay({
      store: { ...brokenStore(), storeId: disk.storeId },
    });
    const link = dial(relay);
    link.send(await owner.auth(space, await link.expect("hello")));
    expect(await link.ending()).toBe("storage");
    expect(events).toContainEqual({ kind: "store-failed", error: { kind: "failed", reason: "broken" } });
  });
});

const broken = async () => ({ ok: false, error: { kind: "failed", reason: "broken" } }) as const;

function brokenStore() {
  return {
    loadSpace: broken,
    readUsedBytes: broken,
    readRecords: broken,
    readId: broken,
    readCheckpoint: broken,
    readLeaves: broken,
    readBlocks: broken,
    readDueReminders: broken,
    readNextReminder: broken,
    countOtherReminders: broken,
    dropReminders: broken,
    readCapsule: broken,
    commit: broken,
    close: async () => undefined,
  };
}
